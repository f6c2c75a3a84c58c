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
    private protected ZkSession ActiveSession => Permitted(Session ?? ModuleState.Current.Transaction?.Session ?? ModuleState.Current.DefaultSession ?? throw NotConnected());

    /// <summary>Takes what this cmdlet would do into the transaction in whose block it runs.</summary>
    /// <returns>False: there is none, and it is done now.</returns>
    /// <exception cref="FlinkZkException">It is a transaction of another session.</exception>
    private protected static bool Plan(ZkSession session, NodeChange change)
    {
        if (ModuleState.Current.Transaction is not { } transaction)
            return false;
        transaction.Add(session, change);
        return true;
    }

    // What changes things, and cannot wait for the block's end, would be done although the block fails.
    private protected ZkSession Permitted(ZkSession session) => Changes || ModuleState.Current.Transaction is null || !MyInvocation.MyCommand.Parameters.ContainsKey("WhatIf") ? session : throw new FlinkZkException(
        "NotInTransaction", ErrorCategory.InvalidOperation, $"{MyInvocation.MyCommand.Name} cannot be part of a transaction.",
        "A transaction takes New-ZkNode, Set-ZkNode, Remove-ZkNode and Test-ZkNode -ExpectedVersion. Do the rest before or behind Invoke-ZkTransaction.");

    /// <summary>Whether what it sends changes nodes; a transaction takes such cmdlets in.</summary>
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
