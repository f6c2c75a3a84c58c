using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tree;

/// <summary>
/// One znode, 96 bytes and its payload. Name and data share one array, because an array of its own costs 24 bytes before its first:
/// <code>
/// | name, UTF-8 | data |
///               ^ NameLength
/// </code>
/// What only parents need lies in <see cref="Branch"/>, which most nodes do not have. Written by Apply alone, inside the database's
/// write lock; read inside its read lock.
/// </summary>
internal sealed class Node
{
    /// <summary>About how many bytes one takes beside name and data: itself, the head of its payload, its place in its parent; measured.</summary>
    public const int Size = 160;

    private byte[] _payload;
    private int _nameLength; // complemented where the data is null: null and empty differ on the wire

    public Node(Node? parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, bool dataIsNull)
    {
        Parent = parent;
        _nameLength = dataIsNull ? ~name.Length : name.Length;
        _payload = GC.AllocateUninitializedArray<byte>(name.Length + data.Length);
        name.CopyTo(_payload);
        data.CopyTo(_payload.AsSpan(name.Length));
    }

    /// <summary>The parent; kept after deletion, so that a path can still be told. Null for the root only.</summary>
    public Node? Parent { get; }

    /// <summary>Children and what belongs to them; null until the first child came.</summary>
    public Branch? Branch { get; private set; }

    public long Czxid { get; set; }

    public long Mzxid { get; set; }

    public long Ctime { get; set; }

    public long Mtime { get; set; }

    /// <summary>As <see cref="NodeKind"/> encodes it.</summary>
    public long Owner { get; set; }

    public int Version { get; set; }

    public int AclVersion { get; set; }

    /// <summary>The number of the access control list in the <see cref="AclTable"/>.</summary>
    public int AclId { get; set; }

    public ReadOnlySpan<byte> Name => _payload.AsSpan(0, NameLength);

    public ReadOnlySpan<byte> Data => _payload.AsSpan(NameLength);

    public bool DataIsNull => _nameLength < 0;

    public int ChildCount => Branch?.Count ?? 0;

    /// <summary>How many children were ever created here: the sequence counter.</summary>
    public int Creates => Branch?.Creates ?? 0;

    /// <summary>The transaction that last created or deleted a child; before that, the one that created the node.</summary>
    public long Pzxid => Branch?.Pzxid ?? Czxid;

    private int NameLength => _nameLength < 0 ? ~_nameLength : _nameLength;

    public void SetData(ReadOnlySpan<byte> data, bool dataIsNull)
    {
        var name = NameLength;
        if (data.Length != _payload.Length - name)
        {
            var payload = GC.AllocateUninitializedArray<byte>(name + data.Length);
            Name.CopyTo(payload);
            _payload = payload;
        }
        data.CopyTo(_payload.AsSpan(name));
        _nameLength = dataIsNull ? ~name : name;
    }

    public Branch EnsureBranch() => Branch ??= new(Czxid);

    /// <summary>
    /// The Stat as the wire has it (<c>DataNode.copyStat</c>): there cversion counts creates and deletes, and only sessions own nodes.
    /// </summary>
    public Stat ToStat() => new(
        Czxid, Mzxid, Ctime, Mtime, Version, unchecked(Creates * 2 - ChildCount), AclVersion, NodeKind.IsEphemeral(Owner) ? Owner : 0,
        Data.Length, ChildCount, Pzxid);

    /// <summary>The path, put together from the names up to the root.</summary>
    public string GetPath()
    {
        if (Parent is null)
            return ZnodePath.Root;
        var parts = new Stack<Node>();
        for (var node = this; node.Parent is not null; node = node.Parent)
            parts.Push(node);
        var path = new StringBuilder();
        foreach (var node in parts)
            path.Append('/').Append(Encoding.UTF8.GetString(node.Name));
        return path.ToString();
    }

    /// <summary>Bytes of the path in UTF-8.</summary>
    public int GetPathLength()
    {
        var length = 0;
        for (var node = this; node.Parent is not null; node = node.Parent)
            length += 1 + node.NameLength;
        return Math.Max(length, 1);
    }
}
