using System.Globalization;
using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Says that this process is there, under a name that is no other's, until it is unregistered or its session is over.</summary>
[Cmdlet(VerbsLifecycle.Register, "FlinkRunner")]
[OutputType(typeof(FlinkRunner))]
public sealed class RegisterFlinkRunnerCommand : ZkSessionCmdlet
{
    /// <summary>The name; without it the machine and the process.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "machine-process")]
    public string Id { get; set; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>How many jobs it takes at once.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Slots { get; set; }

    /// <summary>The jobs that it is for.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Job { get; set; } = [];

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Purpose { get; set; }

    /// <summary>How long to wait while another has the name: one whose process has died has it until its session timeout.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(30));

    /// <inheritdoc/>
    protected override void Process()
    {
        Target = Id;
        EntityName.Validate(Id, "runner");
        var session = ActiveSession;
        var node = Wait(token => new ValueTask<PersistentEphemeralNode?>(PersistentEphemeralNode.TryStartAsync(session.Client, session.Paths.Runner(Id), RunnerInfo.Current(Slots, Job, Purpose).ToJson(), Timeout.Value, token)))
            ?? throw new FlinkZkException("RunnerNameTaken", ErrorCategory.ResourceExists, $"Another has the name '{Id}', and had it for {Timeout}.", $"Get-FlinkRunner shows who; choose another name, or wait longer with -Timeout.");
        SessionRunners.Through(session).Add(Id, node);
        foreach (var member in Wait(token => new ValueTask<IReadOnlyList<Member>>(Membership.ListAsync(session.Client, session.Paths.Runners, token))).Where(member => member.Token == node.Token))
            WriteObject(new FlinkRunner(member, session));
    }
}
