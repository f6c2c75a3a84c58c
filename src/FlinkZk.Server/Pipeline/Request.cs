using System.Collections.Concurrent;
using FlinkZk.Server.Access;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Operations;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>
/// A request on its way through Prepare, log and Apply: a write, or a read that has to stay behind its session's writes. Pooled; it
/// belongs to whichever stage has it, and Apply gives it back.
/// </summary>
internal sealed class Request
{
    private const int Kept = 1024;
    private const int LargestKeptBody = 16 * 1024;
    private static readonly ConcurrentQueue<Request> Pool = new();

    private ByteGate? _gate;
    private int _entered;

    private Request()
    {
    }

    /// <summary>Who waits for the answer; null for the server's own requests.</summary>
    public IClientConnection? Connection { get; private set; }

    public long SessionId { get; private set; }

    public int Xid { get; private set; }

    /// <summary>What is asked for.</summary>
    public Operation Operation { get; private set; } = null!;

    public OpCode Type => Operation.Type;

    public IReadOnlyList<Identity> Identities { get; private set; } = [];

    /// <summary>The request's body, its header not with it.</summary>
    public WireBuffer Body { get; } = new();

    /// <summary>Whether its session has come back on another connection since: it is not carried out.</summary>
    public bool IsStale => Connection is { IsReplaced: true };

    /// <summary>When it came, as the server's clock counts.</summary>
    public long ReceivedAt { get; private set; }

    /// <summary>Says that its body was let in where there is not room for all at once.</summary>
    public void Entered(ByteGate gate, int bytes) => (_gate, _entered) = (gate, bytes);

    public static Request Rent(IClientConnection? connection, long sessionId, int xid, Operation operation, IReadOnlyList<Identity> identities, long receivedAt)
    {
        if (!Pool.TryDequeue(out var request))
            request = new();
        request.Connection = connection;
        request.SessionId = sessionId;
        request.Xid = xid;
        request.Operation = operation;
        request.Identities = identities;
        request.ReceivedAt = receivedAt;
        return request;
    }

    public void Return()
    {
        _gate?.Leave(_entered);
        _gate = null;
        Connection = null;
        Operation = null!; // one of a server that may be gone
        Identities = [];
        Body.Clear(LargestKeptBody);
        if (Pool.Count < Kept)
            Pool.Enqueue(this);
    }
}
