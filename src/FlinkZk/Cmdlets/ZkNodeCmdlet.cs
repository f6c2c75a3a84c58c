using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>
/// The third rung: a cmdlet that is about nodes. It finds the session of a path with a drive in front, keeps requests of many records on the way together, and
/// takes part in the transaction in whose block it runs.
/// </summary>
public abstract class ZkNodeCmdlet : ZkSessionCmdlet
{
    private RequestWindow? _requests;

    /// <summary>Whether what it sends changes nodes; a transaction takes such cmdlets in.</summary>
    private protected virtual bool Changes => false;

    /// <summary>Whether each answer becomes output.</summary>
    private protected virtual bool HasOutput => true;

    private protected sealed override bool JoinsTransactions => Changes;

    /// <inheritdoc/>
    protected override void End() => _requests?.Finish();

    private protected sealed override void BeforeError(ErrorRecord record)
    {
        _requests?.Finish();
        base.BeforeError(record);
    }

    /// <summary>A node as the user names it, with one of our drives in front or without, and the session in which it is meant.</summary>
    /// <param name="path">What was given.</param>
    /// <param name="session">The session that counts most; without it that of -Session, of the drive, or the runspace's.</param>
    private protected (ZkSession Session, string Path) Locate(string path, ZkSession? session = null)
    {
        var (ofDrive, node) = DriveQualifiedPath.Read(SessionState, path);
        return ((session ?? Session ?? ofDrive) is { } known ? Permitted(known) : ActiveSession, node);
    }

    /// <summary>Takes what this cmdlet would do into the transaction in whose block it runs.</summary>
    /// <returns>False: there is none, and it is done now.</returns>
    /// <exception cref="FlinkZkException">It is a transaction of another session.</exception>
    private protected static bool Plan(ZkSession session, NodeChange change) => NodeTransaction.TryPlan(session, change);

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
}
