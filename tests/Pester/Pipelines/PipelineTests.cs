using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace FlinkZk.Pester.Tests.Pipelines;

/// <summary>The samples for pipelines: each step that runs PowerShell runs here, in order, each in a process of its own.</summary>
public sealed partial class PipelineTests(PipelineHost host) : IClassFixture<PipelineHost>
{
    private static readonly string Samples = Path.Combine(RealPwsh.Checkout, "examples", "pipelines");

    private static Dictionary<object, object> Read(string name) => new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Samples, name)));

    [Fact]
    public async Task Azure_pipelines_change_the_configuration_under_the_lock_and_look_at_the_log()
    {
        var run = await RunAzureAsync(threshold: 100);
        Assert.Equal(["", "", "", ""], run.Select(step => step.ExitCode == 0 ? "" : step.Output));
        Assert.Matches("threshold is 100 since revision [0-9]+", run[1].Output);
        Assert.Contains("no 10s with more than 100", run[2].Output, StringComparison.Ordinal);
        Assert.Contains("deploy 42", run[3].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_pipelines_fail_and_show_where_the_log_is_above_the_threshold_and_still_show_the_history()
    {
        var run = await RunAzureAsync(threshold: 0);
        Assert.Equal([true, true, false, true], run.Select(step => step.ExitCode == 0));
        Assert.Contains("##vso[task.logissue type=warning]", run[2].Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100", true)]
    [InlineData("0", false)]
    public async Task A_GitHub_workflow_does_the_same(string threshold, bool passes)
    {
        var workflow = Read("github-workflow.yml");
        var job = Map(Map(workflow["jobs"])["deploy"]);
        Assert.Equal("pwsh", Map(Map(job["defaults"])["run"])["shell"]);
        var steps = List(job["steps"]).Select(Map).ToArray();
        Assert.Equal("actions/checkout@v4", steps[0]["uses"]);

        var outcomes = new List<RealPwsh>();
        foreach (var step in steps.Skip(1))
        {
            if (outcomes.Exists(step => step.ExitCode != 0) && !step.ContainsKey("if"))
                continue;
            var variables = new Dictionary<string, string> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_WORKFLOW"] = (string)workflow["name"], ["GITHUB_RUN_NUMBER"] = "7" };
            foreach (var (name, value) in Map(workflow["env"]).Concat(Map(job["env"])).Concat(step.TryGetValue("env", out var own) ? Map(own) : []))
                variables[(string)name] = Expression().Replace((string)value, match => match.Groups[1].Value switch { "secrets.ZOOKEEPER" => host.Connect, "inputs.threshold" => threshold, var other => throw new InvalidOperationException($"Nothing is known of {other}.") });
            variables["REPOSITORY"] = PipelineHost.Repository;
            variables["JOB"] = $"github-{threshold}";
            outcomes.Add(await host.RunAsync((string)step["run"], [.. variables.Select(variable => (variable.Key, variable.Value))]));
        }
        Assert.Equal([true, true, passes, true], outcomes.Select(step => step.ExitCode == 0));
        Assert.Equal(!passes, outcomes[2].Output.Contains("::warning::", StringComparison.Ordinal));
        Assert.Contains("change a job's threshold 7", outcomes[3].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_ends_with_an_error_and_changes_nothing_while_another_run_has_the_lock()
    {
        await InstallAsync();
        var run = await host.RunAsync($$"""
            $zk = Connect-Zk {{host.Connect}}
            Set-ZkConfig -Job billing @{ threshold = 1 }
            $lock = Lock-FlinkJob billing -Purpose 'another run'
            try { ./examples/pipelines/Update-JobThreshold.ps1 -Connect {{host.Connect}} -Job billing -Threshold 2 -Run mine -Timeout 100ms }
            finally { "threshold is still $((Get-ZkConfig -Job billing -Key threshold -Session $zk).Value)" }
            """);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("another run", run.Output, StringComparison.Ordinal);
        Assert.Contains("threshold is still 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runbook_takes_its_parameters_or_what_a_webhook_brings()
    {
        await InstallAsync();
        var automation = $$"""
            function Get-AutomationVariable($Name) { if ($Name -eq 'FlinkZkConnect') { '{{host.Connect}}' } }
            function Get-AutomationPSCredential { [CmdletBinding()] param($Name) Write-Error "There is no credential $Name." }
            """;
        var shown = await host.PassAsync($$"""
            {{automation}}
            (./examples/pipelines/Set-JobThreshold.Runbook.ps1 -Job runbook -Threshold 5).Value
            (./examples/pipelines/Set-JobThreshold.Runbook.ps1 -WebhookData ([pscustomobject]@{ WebhookName = 'alerts'; RequestBody = '{ "job": "runbook", "threshold": 6 }' })).Value
            $zk = Connect-Zk {{host.Connect}}
            (Get-ZkConfigHistory -Newest 1).Reason
            """);
        Assert.Equal(["5", "6", "webhook alerts"], shown.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var refused = await host.RunAsync($"{automation}\n./examples/pipelines/Set-JobThreshold.Runbook.ps1");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("There is no job", refused.Output, StringComparison.Ordinal);
    }

    private Task<string> InstallAsync() => host.PassAsync($"Install-PSResource FlinkZk -Repository {PipelineHost.Repository} -TrustRepository");

    private async Task<List<RealPwsh>> RunAzureAsync(int threshold)
    {
        var pipeline = Read("azure-pipelines.yml");
        var macros = Map(pipeline["variables"]).ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value);
        macros["repository"] = PipelineHost.Repository;
        // What is already so makes no revision: each run has a job of its own.
        macros["job"] = $"azure-{threshold}";
        macros["zookeeper"] = host.Connect;
        macros["threshold"] = threshold.ToString(System.Globalization.CultureInfo.InvariantCulture);
        macros["Build.DefinitionName"] = "deploy";
        macros["Build.BuildNumber"] = "42";

        var outcomes = new List<RealPwsh>();
        foreach (var step in List(pipeline["steps"]).Select(Map))
        {
            if (!step.TryGetValue("pwsh", out var script) || (outcomes.Exists(step => step.ExitCode != 0) && !step.ContainsKey("condition")))
                continue;
            (string, string)[] variables = [("TF_BUILD", "True"), .. (step.TryGetValue("env", out var env) ? Map(env) : []).Select(variable => ((string)variable.Key, Expand((string)variable.Value)))];
            outcomes.Add(await host.RunAsync(Expand((string)script), variables));
        }
        return outcomes;

        // A macro that nobody defines would stand there as it is.
        string Expand(string text) => Macro().Replace(text, match => macros[match.Groups[1].Value]);
    }

    private static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    private static List<object> List(object value) => (List<object>)value;

    [GeneratedRegex(@"\$\(([A-Za-z.]+)\)")]
    private static partial Regex Macro();

    [GeneratedRegex(@"\$\{\{\s*([A-Za-z.]+)\s*\}\}")]
    private static partial Regex Expression();
}
