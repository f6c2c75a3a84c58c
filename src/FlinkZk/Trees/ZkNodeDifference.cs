using System.Management.Automation;
using System.Text;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A node that Compare-ZkNode found on one side, or equal on both.</summary>
public sealed class ZkNodeDifference : IBySession, IShown
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly TreeNode _node;

    internal ZkNodeDifference(string side, string path, TreeNode node, TreeAspects differs, bool isMissing, ZkSession? session) =>
        (SideIndicator, Path, _node, Differs, IsMissing, Session) = (side, path, node, differs, isMissing, session);

    /// <summary>Where it lies below the top; / is the top itself.</summary>
    public string RelativePath => _node.Path;

    /// <summary>&lt;= for the reference's node, =&gt; for the difference's, == where both are equal.</summary>
    public string SideIndicator { get; }

    /// <summary>What is different; Existence where the other side has no such node.</summary>
    public TreeAspects Differs { get; }

    /// <summary>Whether the other side has no such node.</summary>
    public bool IsMissing { get; }

    /// <summary>The node's path in its own session, or as the file names it.</summary>
    public string Path { get; }

    /// <summary>How often its data changed.</summary>
    public int Version => _node.Stat.Version;

    /// <summary>Bytes of data.</summary>
    public int DataLength => _node.Data?.Length ?? 0;

    /// <summary>The data; null where the node was made with none. Tables, lists and CSV show them as <see cref="Text"/>.</summary>
    [Hidden]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1819", Justification = "PowerShell users expect bytes as byte[].")]
    public byte[]? Data => _node.Data;

    /// <summary>The data as text; null unless they are UTF-8.</summary>
    public string? Text => _node.Data is null ? null : Decode(_node.Data);

    /// <summary>The access control list, without the hashes of digests.</summary>
    public PSObject Acl
    {
        get
        {
            string[] entries = [.. (_node.Acl ?? []).Select(AclParameter.Describe)];
            return new ShownValue(entries, string.Join(',', entries));
        }
    }

    /// <summary>Whether it goes with its session.</summary>
    public bool IsEphemeral => _node.IsEphemeral;

    /// <summary>When its data last changed, by the server's clock.</summary>
    public PSObject Modified => ShownValue.IsoTime(_node.Stat.Modified);

    /// <summary>The session by which it was read; null for a node of a file.</summary>
    ZkSession IBySession.Session => Session!;

    internal ZkSession? Session { get; }

    string? IShown.ShownPath => PlainText.Line(RelativePath);

    string? IShown.ShownPosition => PlainText.Line(Path);

    string? IShown.ShownText => ViewText.Lines(Text);

    string? IShown.ShownIdentity => PlainText.Line(Acl.ToString());

    string? IShown.ShownModified => ViewText.Time(_node.Stat.Modified);

    string? IShown.ShownData => ViewText.Bytes(Data);

    /// <summary>The side and the path.</summary>
    public override string ToString() => $"{SideIndicator} {PlainText.Line(RelativePath)}";

    private static string? Decode(byte[] data)
    {
        try
        {
            return StrictUtf8.GetString(data);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
