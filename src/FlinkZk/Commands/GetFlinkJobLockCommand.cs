using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Lists who holds the locks of jobs (first) and who waits for them, in order.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkJobLock")]
[OutputType(typeof(FlinkJobLockHolder), typeof(FlinkJobLockAction))]
public sealed class GetFlinkJobLockCommand : ZkSessionCmdlet
{
    /// <summary>The jobs, case-sensitive; wildcards pick among those whose lock somebody holds or waits for. Without it, all of these.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [JobArgument]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Job { get; set; } = ["*"];

    /// <summary>What was done to others' places in the queue, newest first, instead of who stands in it: who was asked to let go or removed, by whom and why.</summary>
    [Parameter]
    public SwitchParameter History { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var job in Job)
            ForTarget(job, () => Find(ActiveSession, job));
    }

    private void Find(ZkSession session, string job)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(job))
        {
            List(session, WildcardPattern.Unescape(job));
            return;
        }
        var pattern = WildcardPattern.Get(job, WildcardOptions.CultureInvariant);
        // A name may hold such characters itself: it finds itself.
        foreach (var name in Wait(token => LockedJobs.ListAsync(session, History, token)).Where(name => name == job || pattern.IsMatch(name)))
            ForTarget(name, () => List(session, name));
    }

    private void List(ZkSession session, string job)
    {
        EntityName.Validate(job, "job");
        if (History)
        {
            foreach (var action in Wait(token => LockTargets.ReadHistoryAsync(session, job, token)))
                WriteObject(new FlinkJobLockAction(job, action));
            return;
        }
        foreach (var contender in Wait(token => JobLocks.ListAsync(session, job, token)))
        {
            if (contender.Failure is { } failure)
                WriteError(failure, contender.Path);
            else
                WriteObject(new FlinkJobLockHolder(session, job, contender));
        }
    }
}
