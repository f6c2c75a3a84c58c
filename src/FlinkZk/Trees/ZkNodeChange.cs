using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What Copy-, Move- or Import-ZkNode did with one node.</summary>
public sealed class ZkNodeChange : ZkNodeItem, IShown
{
    private readonly TreeChange _change;

    internal ZkNodeChange(TreeChange change, string source, ZkSession session)
        : base(session) => (_change, Source) = (change, source);

    /// <summary>The new node, below the session's root.</summary>
    public override string Path => _change.Destination;

    /// <summary>The node that it came of; for a file the path in it.</summary>
    public string Source { get; }

    /// <summary>What became of it.</summary>
    public TreeAction Action => _change.Action;

    /// <summary>The version of the source's data as they were read.</summary>
    public int? SourceVersion => _change.Source?.Stat.Version;

    /// <summary>The version of the new node's data; null where nothing was written.</summary>
    public int? Version => _change.Version;

    /// <summary>Bytes of data.</summary>
    public int DataLength => _change.Source?.Data?.Length ?? _change.Source?.Stat.DataLength ?? 0;

    /// <summary>Whether all nodes came about in one transaction.</summary>
    public bool IsAtomic => _change.IsAtomic;

    /// <summary>Why it was left out, or could not be done.</summary>
    public string? Reason => _change.Reason ?? _change.Error?.Message;

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownPosition => PlainText.Line(Source);

    string? IShown.ShownReason => PlainText.Line(Reason);

    /// <summary>The new node's path.</summary>
    public override string ToString() => PlainText.Line(Path);
}
