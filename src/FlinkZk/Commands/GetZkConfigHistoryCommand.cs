using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Reads the revisions of the configuration, newest first: what changed, from what to what, who, when and why.</summary>
[Cmdlet(VerbsCommon.Get, "ZkConfigHistory", DefaultParameterSetName = JobSet)]
[OutputType(typeof(ZkConfigRevision))]
public sealed class GetZkConfigHistoryCommand : ZkSessionCmdlet
{
    private const string JobSet = "Job";
    private const string RevisionSet = "Revision";

    /// <summary>Only revisions that changed values of these jobs, wildcards allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = JobSet)]
    [JobArgument]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Job { get; set; }

    /// <summary>At most so many; with several jobs, of each.</summary>
    [Parameter(ParameterSetName = JobSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Newest { get; set; } = int.MaxValue;

    /// <summary>Certain revisions.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RevisionSet)]
    [ValidateRange(1, long.MaxValue)]
    public long[] Revision { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        if (ParameterSetName == RevisionSet)
        {
            foreach (var number in Revision)
                ForTarget(number, () => WriteRevision(session.Configuration, number));
        }
        else if (Job is null)
        {
            WriteNewest(session, null);
        }
        else
        {
            foreach (var name in Job)
                ForTarget(name, () => WriteJob(session, name));
        }
    }

    private void WriteRevision(ConfigurationStore store, long number) =>
        WriteObject(Wait(token => new ValueTask<ConfigurationRevision?>(store.ReadRevisionAsync(number, token))) is { } found
            ? new ZkConfigRevision(found)
            : throw new FlinkZkException("RevisionNotFound", ErrorCategory.ObjectNotFound, $"History has no revision {number}.", "Get-ZkConfigHistory lists what is kept."));

    // A job that has no values any more has a history all the same: so the history is asked first.
    private void WriteJob(ZkSession session, string name)
    {
        if (WriteNewest(session, new NamePattern(name)) == 0)
            Wait(token => JobNames.FindAsync(session, name, token));
    }

    private int WriteNewest(ZkSession session, NamePattern? job)
    {
        var written = 0;
        Pump(token => ConfigurationHistory.ReadAsync(session.Configuration, job, Newest, token), entry =>
        {
            if (entry.Revision is not { } revision)
            {
                WriteError(entry.Exception!, entry.Path);
                return;
            }
            written++;
            WriteObject(new ZkConfigRevision(revision));
        });
        return written;
    }
}
