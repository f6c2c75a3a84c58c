using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>What Export-ZkNode wrote.</summary>
public sealed class ZkNodeExport : IShown
{
    private readonly TreeExportResult _result;

    internal ZkNodeExport(string path, string file, TreeExportResult result) => (Path, FilePath, _result) = (path, file, result);

    /// <summary>The node.</summary>
    public string Path { get; }

    /// <summary>The file; Import-ZkNode takes it from the pipeline.</summary>
    public string FilePath { get; }

    /// <summary>Nodes in the file.</summary>
    public long Nodes => _result.Nodes;

    /// <summary>Bytes of their data.</summary>
    public long DataLength => _result.Bytes;

    /// <summary>Bytes of the file.</summary>
    public long Size => _result.Size;

    /// <summary>Nodes that could not be read: they and what lies below are not in the file.</summary>
    public long Failed => _result.Failures.Count;

    /// <summary>When it began.</summary>
    public PSObject Time => ShownValue.IsoTime(_result.Header.Time);

    /// <summary>The last transaction that the session knew of when it began.</summary>
    public long Zxid => _result.Header.Zxid;

    /// <summary>The last transaction that the session knew of when it ended: what happened since Zxid may be in the file in part.</summary>
    public long LastZxid => _result.LastZxid;

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownFile => PlainText.Line(FilePath);

    string? IShown.ShownMoment => ViewText.Time(_result.Header.Time);

    string? IShown.ShownSize => ViewText.Size(Size);

    /// <summary>The file.</summary>
    public override string ToString() => PlainText.Line(FilePath);
}
