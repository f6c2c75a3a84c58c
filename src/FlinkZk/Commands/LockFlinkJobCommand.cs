using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk.Commands;

/// <summary>Takes the locks of jobs, all or none, as objects to be released with Unlock-FlinkJob, or for the time of a script block.</summary>
[Cmdlet(VerbsCommon.Lock, "FlinkJob", SupportsShouldProcess = true, DefaultParameterSetName = NamesSet)]
[OutputType(typeof(FlinkJobLock))]
public sealed class LockFlinkJobCommand : ZkSessionCmdlet
{
    private const string NamesSet = "Names";
    private const string PipelineSet = "Pipeline";
    private readonly List<JobToLock> _jobs = [];
    private readonly List<PSObject> _input = [];
    private bool _failed;

    /// <summary>The jobs. Their locks are taken in one order, whoever asks and in whichever order, so that two who want the same never wait for each other.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NamesSet)]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Job { get; set; } = [];

    /// <summary>Jobs by name, or objects and hashtables with a property <c>Job</c>. All of them are gathered first, then locked together.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = PipelineSet)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>What to do while the locks are held, once for all of them; <c>$_</c> is the lock, or the locks where there are several. They are released afterwards, whatever happens.</summary>
    [Parameter(Position = 1, ParameterSetName = NamesSet)]
    [Parameter(Position = 0, ParameterSetName = PipelineSet)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>How long to wait in all while others hold them; 0s takes them only if they are free.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>Why, for those who wonder who holds it.</summary>
    [Parameter]
    public string? Purpose { get; set; }

    /// <summary>Beside others who hold it shared: readers. Who wants it alone waits for all of them, and they wait behind that one.</summary>
    [Parameter]
    public SwitchParameter Shared { get; set; }

    /// <summary>At most so many hold it together. Each says it for itself, and the smallest number of those who hold counts: a new number holds for those who come with it.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <summary>What becomes of it when the connection breaks: Hold keeps it until SafeUntil, Release gives it up at once and stops the script block.</summary>
    [Parameter]
    public FlinkJobLockLoss OnLoss { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Shared && MyInvocation.BoundParameters.ContainsKey(nameof(Count)))
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-Shared lets any number of others hold the lock beside this one, and -Count only so many.", "Give one of the two.");
    }

    private LockTerms Terms => new(Purpose, Shared ? HolderLimit.Shared : HolderLimit.AtMost(Count), OnLoss == FlinkJobLockLoss.Release ? LossPolicy.ReleaseOnSuspend : LossPolicy.HoldUntilDeadline);

    /// <inheritdoc/>
    protected override void Process() => Guard(() =>
    {
        PSObject?[] input = ParameterSetName == PipelineSet ? [.. Items()] : [];
        _input.AddRange(input.OfType<PSObject>());
        foreach (var job in ParameterSetName == NamesSet ? Job : input.Select(Name))
        {
            Target = job;
            EntityName.Validate(job, "job");
            _jobs.Add(new JobToLock(ActiveSession, job));
        }
    });

    /// <inheritdoc/>
    protected override void End()
    {
        if (!_failed)
            Guard(LockAll);
    }

    private void LockAll()
    {
        JobToLock[] wanted = [.. _jobs.Distinct()];
        Target = wanted is [var only] ? only.Job : wanted.Select(job => job.Job).ToArray();
        if (wanted.Length == 0 || !ShouldProcess(string.Join(", ", wanted.Select(job => job.Job)), ScriptBlock is null ? "Lock" : "Lock and run the script block"))
            return;

        foreach (var job in wanted)
            StrangersCheck.Tell(this, job.Session, Wait(token => JobLocks.FindForeignRightsAsync(job, token)));
        var runspace = Runspace.DefaultRunspace.InstanceId;
        var waiting = new LockWait(wanted, Timeout, StopToken);
        using var taken = new TakenLocks(WorkProgress.Watch(PipelineThread.Start(() => JobLocks.AcquireAllAsync(wanted, Terms, runspace, Timeout, waiting.Begin, StopToken)), "Waiting for a lock", () => waiting.Status, WriteProgress, StopToken));
        if (ScriptBlock is null)
            taken.HandOver(WriteObject);
        else
            RunUnder(taken, ScriptBlock);
    }

    private void RunUnder(TakenLocks taken, ScriptBlock block)
    {
        using var run = new BlockRun(this, block, StopToken);
        using var lost = taken.WhenLost(held => run.Stop(WasLost(held)));
        run.Invoke(taken.Underscore, _input);
        if (taken.FirstLost is { } gone)
            throw WasLost(gone);
        if (taken.GivenBack is { Length: > 0 } early)
            WriteWarning($"The script block gave back the lock of job {string.Join(", ", early.Select(job => $"'{job}'"))} itself: what came behind that ran without it.");
    }

    // -InputObject $jobs means each of them, as $jobs | does. What is null names no job, and is not passed over: nothing runs without a lock that was wanted.
    private IEnumerable<PSObject?> Items() => InputObject switch
    {
        { BaseObject: IEnumerable items and not (string or IDictionary) } when !MyInvocation.ExpectingInput => items.Cast<object?>().Select(item => item is null ? null : PSObject.AsPSObject(item)),
        _ => [InputObject],
    };

    // A parameter of its own, not Job: to one of that name PowerShell would bind a block at the first place, and run it without a lock to learn the name.
    private string Name(PSObject? item)
    {
        Target = item;
        var job = item?.BaseObject is IDictionary entries ? entries["Job"] : item?.Properties["Job"]?.Value ?? item;
        return (job is PSObject wrapped ? wrapped.BaseObject : job) as string ?? throw new FlinkZkException("JobNotNamed", ErrorCategory.InvalidArgument, $"What was piped names no job: {(item is null ? "it is null" : $"'{item}'")}.", "Pipe names, or objects and hashtables with a property Job.");
    }

    // All or none: after one name that cannot be, the others are not locked either.
    private void Guard(Action body) => _failed |= !EndingError.Guard(this, () => Target, body, StopToken);

    private static FlinkZkException WasLost(FlinkJobLock held) => new("LockLost", ErrorCategory.ResourceUnavailable,
        $"The lock of job '{held.Job}' was lost while the script block ran, and the block was stopped where it stood: another may hold the lock now.",
        "Find out what the block had done before you run it again; give its writes the lock's token ($_.Token) as a fence.");
}
