namespace FlinkZk;

/// <summary>What one operation of a transaction did.</summary>
public sealed class ZkTransactionResult : ZkNodeItem, IShown
{
    internal ZkTransactionResult(int index, NodeChangeKind operation, string path, int? version, ZkSession session)
        : base(session) => (Index, Operation, Path, Version) = (index, operation, path, version);

    /// <summary>Its place in the transaction, from 0.</summary>
    public int Index { get; }

    /// <summary>What it did.</summary>
    public NodeChangeKind Operation { get; }

    /// <summary>The node; a sequential one with its number.</summary>
    public override string Path { get; }

    /// <summary>The version of the node's data afterwards; null where there are none, or the server does not tell.</summary>
    public int? Version { get; }

    string? IShown.ShownPath => PlainText.Line(Path);

    /// <summary>The operation and the path.</summary>
    public override string ToString() => $"{Operation} {PlainText.Line(Path)}";
}
