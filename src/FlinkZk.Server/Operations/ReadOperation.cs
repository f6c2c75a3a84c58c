using FlinkZk.Server.Access;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>An operation that changes nothing that is logged. It is carried out inside the database's read lock.</summary>
internal abstract class ReadOperation
{
    /// <summary>Whether it has to wait for the writes of all sessions before it, as sync does.</summary>
    public virtual bool WaitsForWrites => false;

    /// <summary>Whether it tells the caller's watcher of events at once: what was answered before has to be on its way first.</summary>
    public virtual bool TellsEvents => false;

    /// <summary>Reads the request's body and appends the reply's body, which counts only if <see cref="ErrorCode.Ok"/> is returned.</summary>
    /// <exception cref="WireFormatException">The body is not what the protocol says.</exception>
    public abstract ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply);

    /// <summary>The path's bytes. Java has no null path: it is answered as one that cannot be read.</summary>
    protected static ReadOnlySpan<byte> ReadPath(ref JuteReader request) =>
        request.TryReadBytes(out var path) ? path : throw new WireFormatException("A path is null.");

    /// <summary>Finds a node that the caller may use so.</summary>
    protected static ErrorCode Find(ReadOnlySpan<byte> path, Permissions wanted, Database database, in Caller caller, out Node node)
    {
        node = NodeAt(path, database)!;
        return node is null ? ErrorCode.NoNode
            : AccessControl.Allows(database.AclOf(node), wanted, caller.Identities) ? ErrorCode.Ok
            : ErrorCode.NoAuth;
    }

    /// <summary>The node of a path that a client sent. To readers the root has two names, as in Java's table of nodes: / and the empty one.</summary>
    protected static Node? NodeAt(ReadOnlySpan<byte> path, Database database) => path.IsEmpty ? database.Tree.Root : database.Tree.Find(path);

    /// <inheritdoc cref="NodeAt(ReadOnlySpan{byte}, Database)"/>
    protected static Node? NodeAt(string path, Database database) => path.Length == 0 ? database.Tree.Root : database.Tree.Find(path);

    protected static void WriteStat(WireBuffer reply, Node node)
    {
        var writer = new JuteWriter(reply);
        node.ToStat().Write(ref writer);
    }
}
