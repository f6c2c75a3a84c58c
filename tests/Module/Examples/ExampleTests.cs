using System.Management.Automation;
using System.Text.RegularExpressions;

namespace FlinkZk.Module.Tests.Examples;

/// <summary>Every example of the help, of the README and of the topics runs in the whole of PowerShell, each on a stage of its own, and shows what its document says.</summary>
public sealed partial class ExampleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Names => [.. Documents.All.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_runs_and_shows_what_its_document_says(string name)
    {
        var example = Documents.All.Single(item => item.Name == name);
        var stage = Stages.Of(example);
        Assert.SkipWhen(stage.Skip is not null, stage.Skip ?? "");

        var folder = Directory.CreateTempSubdirectory("flinkzk-example-");
        try
        {
            using var session = new ModuleSession();
            session.Run(File.ReadAllText(Repository.File("tests", "Module", "Examples", "Stage.ps1")), folder.FullName, Repository.Root);
            session.Run(stage.Before);
            var (output, errors) = await RunAsync(session, Here(example.Code), stage);
            Assert.Equal(stage.Error is null ? [] : [stage.Error], errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
            if (example.Output is not null)
                Assert.Equal(Masked(example.Output), Masked(Colour().Replace(string.Concat(session.Run("$args[0] | Out-String -Width 120", (object)output)), "")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_stage_is_left_of_an_example_that_is_gone() => Assert.Empty(Stages.Unused);

    [Fact]
    public void Examples_are_found_in_every_kind_of_document()
    {
        foreach (var page in Documents.Pages().Select(Path.GetFileNameWithoutExtension))
            Assert.Contains(Documents.All, example => example.Page == page);
        Assert.Contains(Documents.All, example => example.Page == "README");
        Assert.Contains(Documents.All, example => example.Page == "about_FlinkZk_Locks");
        Assert.Contains(Documents.All, example => example.Output is not null);
    }

    private static async Task<(PSObject[] Output, ErrorRecord[] Errors)> RunAsync(ModuleSession session, string code, Stage stage)
    {
        var server = session.One<string>("$here");
        using var shell = session.Shell(code);
        using var input = new PSDataCollection<PSObject>();
        input.Complete();
        using var output = new PSDataCollection<PSObject>();
        using var stopping = new CancellationTokenSource(Limit);
        if (stage.EndsWithCtrlC)
            output.DataAdded += (_, _) => stopping.Cancel();
        var running = shell.BeginInvoke(input, output);
        using var stop = stopping.Token.Register(() => shell.BeginStop(callback: null, state: null));
        var ending = Task.Run(() => End(shell, running), TestContext.Current.CancellationToken);
        if (stage.Meanwhile.Length > 0)
            await Task.Run(() => ActUntil(ending, server, stage.Meanwhile), TestContext.Current.CancellationToken);
        var ended = await ending;
        Assert.True(stage.EndsWithCtrlC || !stopping.IsCancellationRequested, $"It did not end within {Limit}.");
        return ([.. output], [.. shell.Streams.Error, .. ended]);
    }

    private static ErrorRecord[] End(PowerShell shell, IAsyncResult running)
    {
        try
        {
            shell.EndInvoke(running);
            return [];
        }
        catch (PipelineStoppedException)
        {
            return [];
        }
        catch (RuntimeException e)
        {
            return [e.ErrorRecord];
        }
    }

    private static void ActUntil(Task ended, string server, string action)
    {
        using var prompt = new ModuleSession();
        prompt.Run("$null = Connect-Zk $args[0]", server);
        do
            prompt.Run(action);
        while (!ended.Wait(TimeSpan.FromMilliseconds(20)));
    }

    // The servers that documents name are the one on the stage, ports that they name are free ones, and number 1 is what was opened first.
    private static string Here(string code)
    {
        code = FirstOf().Replace(code, match => match.Value.Contains("Server", StringComparison.Ordinal) ? "ZkServer $($server.Id)" : "ZkSession $($zk.Id)");
        code = Named().Replace(code, match => match.Value.Contains("2281", StringComparison.Ordinal) ? "$secure" : match.Value.StartsWith("zk9", StringComparison.Ordinal) ? "$there" : "$here");
        code = JobManagers().Replace(code, "$fake.Address");
        code = code.Replace("http://gateway:8083", "$gateway.Address", StringComparison.Ordinal);
        return Port().Replace(code, "0");
    }

    // Times, ports, numbers of sessions and speeds differ from run to run, and widths with them.
    private static string Masked(string text)
    {
        text = Time().Replace(text.ReplaceLineEndings("\n"), "<time>");
        text = LocalPort().Replace(text, "127.0.0.1:<port>");
        text = Hexadecimal().Replace(text, "<id>");
        text = Speed().Replace(text, "<speed>");
        text = Dashes().Replace(text, "---");
        return string.Join('\n', text.Split('\n').Select(line => Blanks().Replace(line, " ").Trim()).Where(line => line.Length > 0));
    }

    // Whether headers have colours is one setting for the process, which other tests change.
    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"\bzk\d(:\d+)?(,zk\d(:\d+)?)*")]
    private static partial Regex Named();

    [GeneratedRegex(@"\bZk(Server|Session) 1\b")]
    private static partial Regex FirstOf();

    [GeneratedRegex(@"http://jm\d:8081(, http://jm\d:8081)*")]
    private static partial Regex JobManagers();

    [GeneratedRegex(@"(?<=Port |Start-ZkServer )2[12]81\b")]
    private static partial Regex Port();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")]
    private static partial Regex Time();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex LocalPort();

    [GeneratedRegex("0x[0-9a-f]+")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"[\d.]+ s \([\d,]+ records/s\)")]
    private static partial Regex Speed();

    [GeneratedRegex("-{3,}")]
    private static partial Regex Dashes();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();
}
