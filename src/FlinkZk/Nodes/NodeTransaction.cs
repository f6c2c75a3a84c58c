using System.Management.Automation;
using FlinkZk.Client;

namespace FlinkZk;

/// <summary>What the node cmdlets in the block of Invoke-ZkTransaction want done, together or not at all.</summary>
internal sealed class NodeTransaction(ZkSession session)
{
    // jute.maxbuffer as servers have it, less what the frame needs.
    private const int MaxSize = (1 << 20) - 4096;
    private readonly List<NodeChange> _changes = [];
    private int _size;

    /// <summary>That in whose block commands of this runspace run now; null outside of one.</summary>
    public static NodeTransaction? Current
    {
        get => ModuleState.Current.Part<Running>().Transaction;
        set => ModuleState.Current.Part<Running>().Transaction = value;
    }

    public ZkSession Session { get; } = session;

    public IReadOnlyList<NodeChange> Changes => _changes;

    /// <summary>The first error of a command that was to take part; there is nothing to be sent then.</summary>
    public ErrorRecord? Failure { get; private set; }

    public void Fail(ErrorRecord error) => Failure ??= error;

    /// <exception cref="FlinkZkException">It is of another session, or too much.</exception>
    public void Add(ZkSession session, NodeChange change)
    {
        if (session != Session)
        {
            throw new FlinkZkException("OtherSession", ErrorCategory.InvalidArgument, $"'{change.Path}' is of session {session.Id}, and the transaction of session {Session.Id}.",
                "One transaction is of one session: give Invoke-ZkTransaction the -Session, or leave this out of the block.");
        }
        if (_size + change.Size > MaxSize)
        {
            throw new FlinkZkException("TransactionTooLarge", ErrorCategory.LimitsExceeded, $"With '{change.Path}' the transaction is of {_size + change.Size:N0} bytes, and a server takes {MaxSize:N0} at once.",
                "Change fewer or smaller nodes at a time.");
        }
        _size += change.Size;
        _changes.Add(change);
    }

    /// <summary>Sends all.</summary>
    /// <exception cref="FlinkZkException">One failed, and nothing was done: says which.</exception>
    public async ValueTask<IReadOnlyList<ZkTransactionResult>> SendAsync(CancellationToken cancellationToken)
    {
        if (_changes.Count == 0)
            return [];
        try
        {
            var results = await Session.Client.MultiAsync([.. _changes.Select(change => change.Operation)], cancellationToken).ConfigureAwait(false);
            return [.. results.Select((result, i) => new ZkTransactionResult(i, _changes[i].Kind, result.Path ?? _changes[i].Path, result.Stat?.Version, Session))];
        }
        catch (ZkMultiException e)
        {
            throw Failed(e);
        }
    }

    /// <summary>Takes a change into the transaction in whose block this pipeline runs.</summary>
    /// <returns>False: there is none, and it is done now.</returns>
    /// <exception cref="FlinkZkException">It is a transaction of another session.</exception>
    public static bool TryPlan(ZkSession session, NodeChange change)
    {
        if (Current is not { } transaction)
            return false;
        transaction.Add(session, change);
        return true;
    }

    /// <summary>Whether the node is there once all that is planned is done; null where nothing planned makes or deletes it.</summary>
    public bool? WillExist(string path) => _changes.FindLast(change => change.Path == path && change.Kind is NodeChangeKind.Create or NodeChangeKind.Remove)?.Kind switch
    {
        NodeChangeKind.Create => true,
        NodeChangeKind.Remove => false,
        _ => null,
    };

    /// <summary>What a transaction cannot do, because it is more than one change that is known before.</summary>
    public static FlinkZkException Refuse(string what, string action) =>
        new("NotInTransaction", ErrorCategory.InvalidOperation, $"{what} cannot be part of a transaction: it is more than one change that is known before.", action);

    /// <summary>A command that a transaction does not take.</summary>
    public static FlinkZkException Refuse(string command) => new("NotInTransaction", ErrorCategory.InvalidOperation, $"{command} cannot be part of a transaction.",
        "A transaction takes New-ZkNode, Set-ZkNode, Remove-ZkNode and Test-ZkNode -ExpectedVersion, on a drive New-Item, Set-Content and Remove-Item of one node. Do the rest before or behind Invoke-ZkTransaction.");

    private NodeTransactionException Failed(ZkMultiException e)
    {
        var (known, change) = (ErrorMapper.Explain(e), _changes[e.FailedIndex]);
        return new(change.Path, new FlinkZkException(known.ErrorId, known.Category, e.Message, known.RecommendedAction, e));
    }

    private sealed class Running : RunspacePart
    {
        public NodeTransaction? Transaction { get; set; }
    }
}
