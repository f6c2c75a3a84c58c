using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Removes configuration values: all that come down the pipeline as one revision, or none. A job's default shows again where its own value went.</summary>
[Cmdlet(VerbsCommon.Remove, "ZkConfig", SupportsShouldProcess = true)]
[OutputType(typeof(ConfigurationRevision))]
public sealed class RemoveZkConfigCommand : ZkSessionCmdlet
{
    private readonly Dictionary<ZkSession, List<ConfigurationEdit>> _edits = [];

    /// <summary>The keys.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConfigKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Key { get; set; } = [];

    /// <summary>The job; without it defaults are removed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string? Job { get; set; }

    /// <summary>Removes only if the configuration is still at this revision.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? ExpectedRevision { get; set; }

    /// <summary>Why, for the history.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Gives the revision.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var job = string.IsNullOrEmpty(Job) ? null : Job;
        foreach (var key in Key.Where(key => ShouldProcess($"{job ?? "defaults"}: {key}", "Remove configuration")))
        {
            if (!_edits.TryGetValue(ActiveSession, out var edits))
                _edits.Add(ActiveSession, edits = []);
            edits.Add(ConfigurationEdit.Remove(job, key));
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (var (session, edits) in _edits)
        {
            ForTarget(string.Join(", ", edits.Select(edit => edit.Key)), () =>
            {
                var revision = Wait(token => session.ChangeConfigurationAsync(edits, ExpectedRevision, Reason, token));
                if (PassThru)
                    WriteObject(revision);
            });
        }
    }
}
