namespace FlinkZk.Coordination;

/// <summary>What was exported.</summary>
public sealed record TreeExportResult
{
    /// <summary>The file's first line.</summary>
    public required TreeFileHeader Header { get; init; }

    /// <summary>Nodes in the file.</summary>
    public long Nodes { get; init; }

    /// <summary>Bytes of their data.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Size { get; init; }

    /// <summary>The last transaction that the session knew of when the export ended: what happened since the header's may be in the file in part.</summary>
    public long LastZxid { get; init; }

    /// <summary>Nodes among them that go with their session; an import leaves them out.</summary>
    public long Ephemerals { get; init; }

    /// <summary>Nodes whose access control lists the server showed in part only.</summary>
    public long MaskedAcls { get; init; }

    /// <summary>Nodes that could not be read; they, and what lies below, are not in the file.</summary>
    public IReadOnlyList<TreeItem> Failures { get; init; } = [];
}
