using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Lists who holds the locks of jobs (first) and who waits for them, in order.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkJobLock")]
[OutputType(typeof(FlinkJobLockHolder))]
public sealed class GetFlinkJobLockCommand : ZkSessionCmdlet
{
    /// <summary>The jobs; without them all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Job { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var job in Job ?? Wait(token => LockedJobs.ListAsync(session, token)))
        {
            ForTarget(job, () =>
            {
                EntityName.Validate(job, "job");
                WriteObject(Wait(token => JobLocks.ListAsync(session, job, token)), enumerateCollection: true);
            });
        }
    }
}
