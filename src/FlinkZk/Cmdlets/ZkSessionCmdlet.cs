using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>The second rung: a cmdlet that works on a session, the one of <c>-Session</c> or else the runspace's last.</summary>
public abstract class ZkSessionCmdlet : FlinkZkCmdlet
{
    private RequestWindow? _requests;

    /// <summary>The session; without it the runspace's last one is used.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SessionOfThisProcess]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>The session to work on.</summary>
    /// <exception cref="FlinkZkException">There is none.</exception>
    private protected ZkSession ActiveSession => Session ?? ModuleState.Current.DefaultSession ?? throw NotConnected();

    /// <summary>Whether what it sends changes nodes.</summary>
    private protected virtual bool Changes => false;

    /// <summary>Whether each answer becomes output.</summary>
    private protected virtual bool HasOutput => true;

    /// <inheritdoc/>
    protected override void End() => _requests?.Finish();

    private protected sealed override void BeforeError() => _requests?.Finish();

    /// <summary>Sends a request about one object, and writes what comes when it is its turn. At the end of each record: <see cref="LeaveRecord"/>.</summary>
    private protected void Send<T>(ZkSession session, object target, long bytes, Func<CancellationToken, ValueTask<T>> request, Action<T> answered)
    {
        var stop = StopToken;
        Requests().Send(session, target, bytes, () => request(stop), answered);
    }

    /// <summary>After the last request of a record.</summary>
    private protected void LeaveRecord() => _requests?.LeaveRecord();

    /// <summary>Waits for all that is on the way and writes it, before something that comes behind it.</summary>
    private protected void FinishRequests() => _requests?.Finish();

    private RequestWindow Requests() => _requests ??= new(ForTarget)
    {
        OneByOne = Changes && (PipelinePlace.ErrorMayEnd(this) || PipelinePlace.IsAsked(this) || HasOutput && PipelinePlace.HasFollower(this)),
        RecordByRecord = HasOutput && PipelinePlace.HasFollower(this),
    };

    internal static FlinkZkException NotConnected() => new(
        "NotConnected", ErrorCategory.ConnectionError, "There is no ZooKeeper session in this runspace.",
        "Open one with 'Connect-Zk zk1:2181' or 'Connect-Zk -Embedded'. A thread job or ForEach-Object -Parallel takes the caller's: -Session $using:session. A job of Start-Job is another process: connect there.");
}
