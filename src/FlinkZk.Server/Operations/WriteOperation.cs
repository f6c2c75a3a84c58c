using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>
/// An operation that becomes a transaction, in its two halves: Prepare judges the request and writes the transaction's body; Apply
/// carries that body out, now or when the log is replayed, and writes the reply's body.
/// </summary>
internal abstract class WriteOperation
{
    /// <summary>Whether it is refused once the session is ending.</summary>
    public virtual bool NeedsSession => true;

    /// <summary>Bytes that its transaction may have beside what was asked for: its header, a number behind a name, the creator's identity.</summary>
    public virtual int MostBesideBody => 1024;

    /// <summary>Reads the request, notes in <see cref="PrepareContext.Pending"/> what will change, and appends the transaction's body.</summary>
    /// <exception cref="WireFormatException">The body is not what the protocol says.</exception>
    public abstract ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn);

    /// <summary>Changes the database and appends the reply's body.</summary>
    public abstract void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply);

    protected static bool VersionFits(int expected, int actual) => expected == -1 || expected == actual;

    protected static void WriteStat(WireBuffer reply, Node? node)
    {
        // Null only in a replay, where nobody reads the reply.
        if (node is null)
            return;
        var writer = new JuteWriter(reply);
        node.ToStat().Write(ref writer);
    }

    protected static ReadOnlySpan<byte> ReadBytes(ref JuteReader txn) => txn.TryReadBytes(out var bytes) ? bytes : default;
}
