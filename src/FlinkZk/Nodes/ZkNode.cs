using System.Management.Automation;
using System.Text;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>A node of ZooKeeper as it was when it was read: data, and what the server knows about it.</summary>
public sealed class ZkNode : ZkNodeItem, IShown
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Stat _stat;
    private readonly ZkNodeKind? _kind;

    internal ZkNode(string path, byte[]? data, Stat stat, ZkSession session, ZkNodeKind? kind = null)
        : base(session)
    {
        _kind = kind;
        Path = path;
        Data = data;
        _stat = stat;
    }

    /// <summary>The path, below the session's root.</summary>
    public override string Path { get; }

    /// <summary>The last part of the path.</summary>
    public string Name => ZnodePath.Name(Path);

    /// <summary>The data; null where the node was made with none. Tables, lists and CSV show them as <see cref="Text"/>.</summary>
    [Hidden]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1819", Justification = "PowerShell users expect bytes as byte[].")]
    public byte[]? Data { get; }

    /// <summary>The data as text; null unless they are UTF-8.</summary>
    public string? Text => Data is null ? null : Decode(Data);

    /// <summary>Whether the node stays, goes with its session, or goes by itself.</summary>
    public ZkNodeKind Kind => _kind ?? (_stat.EphemeralOwner switch
    {
        0 => ZkNodeKind.Persistent,
        // EphemeralType.java: the sign bit alone marks a container, a top byte of ones a TTL node.
        long.MinValue => ZkNodeKind.Container,
        var owner when (ulong)owner >> 56 == 0xff => ZkNodeKind.Ttl,
        _ => ZkNodeKind.Ephemeral,
    });

    /// <summary>How often the data changed.</summary>
    public int Version => _stat.Version;

    /// <summary>How many children it has.</summary>
    public int ChildCount => _stat.NumChildren;

    /// <summary>Bytes of data.</summary>
    public int DataLength => _stat.DataLength;

    /// <summary>When it was created, by the server's clock.</summary>
    public PSObject Created => ShownValue.IsoTime(_stat.Created);

    /// <summary>When its data last changed, by the server's clock.</summary>
    public PSObject Modified => ShownValue.IsoTime(_stat.Modified);

    /// <summary>The session that an ephemeral node belongs to; null for others.</summary>
    public string? Owner => Kind == ZkNodeKind.Ephemeral ? $"0x{_stat.EphemeralOwner:x}" : null;

    /// <summary>The transaction that created it.</summary>
    public long Czxid => _stat.Czxid;

    /// <summary>The transaction that last changed its data.</summary>
    public long Mzxid => _stat.Mzxid;

    /// <summary>The transaction that last created or deleted a child.</summary>
    public long Pzxid => _stat.Pzxid;

    /// <summary>Counts changes of the children.</summary>
    public int ChildVersion => _stat.Cversion;

    /// <summary>How often the access control list changed.</summary>
    public int AclVersion => _stat.Aversion;

    /// <summary>How the drive calls it that it came from.</summary>
    internal string? DrivePath { get; set; }

    string? IShown.ShownPath => PlainText.Line(DrivePath ?? Path);

    string? IShown.ShownText => ViewText.Lines(Text);

    string? IShown.ShownCreated => ViewText.Time(_stat.Created);

    string? IShown.ShownModified => ViewText.Time(_stat.Modified);

    string? IShown.ShownData => ViewText.Bytes(Data);

    /// <summary>The path.</summary>
    public override string ToString() => PlainText.Line(Path);

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
