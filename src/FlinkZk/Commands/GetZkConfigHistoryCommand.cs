using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Reads the revisions of the configuration, newest first: what changed, from what to what, who, when and why.</summary>
[Cmdlet(VerbsCommon.Get, "ZkConfigHistory", DefaultParameterSetName = NewestSet)]
[OutputType(typeof(ConfigurationRevision))]
public sealed class GetZkConfigHistoryCommand : ZkSessionCmdlet
{
    private const string NewestSet = "Newest";
    private const string RevisionSet = "Revision";

    /// <summary>Certain revisions.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RevisionSet)]
    [ValidateRange(1, long.MaxValue)]
    public long[] Revision { get; set; } = [];

    /// <summary>At most so many.</summary>
    [Parameter(ParameterSetName = NewestSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; } = int.MaxValue;

    /// <summary>Only revisions that changed this job's values.</summary>
    [Parameter(ParameterSetName = NewestSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Job { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var store = ActiveSession.Configuration;
        if (ParameterSetName == NewestSet)
            Pump(token => ConfigurationHistory.ReadAsync(store, Job, Newest, token), WriteObject);

        foreach (var number in Revision)
        {
            ForTarget(number, () => WriteObject(Wait(token => new ValueTask<ConfigurationRevision?>(store.ReadRevisionAsync(number, token)))
                ?? throw new FlinkZkException("RevisionNotFound", ErrorCategory.ObjectNotFound, $"History has no revision {number}.", "Get-ZkConfigHistory lists what is kept.")));
        }
    }
}
