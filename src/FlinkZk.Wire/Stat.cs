using System.Runtime.CompilerServices;

namespace FlinkZk.Wire;

/// <summary>
/// What ZooKeeper knows about a node beside its data. 68 bytes on the wire, in this order.
/// </summary>
/// <param name="Czxid">The transaction that created the node: grows over the whole ensemble, so it serves as a fencing token.</param>
/// <param name="Mzxid">The transaction that last changed the data.</param>
/// <param name="Ctime">When the node was created: epoch milliseconds of the server's clock.</param>
/// <param name="Mtime">When the data last changed: epoch milliseconds of the server's clock.</param>
/// <param name="Version">How often the data changed.</param>
/// <param name="Cversion">On the wire <c>2·creates − numChildren</c>, not the sequence counter (<c>DataNode.copyStat</c>).</param>
/// <param name="Aversion">How often the access control list changed.</param>
/// <param name="EphemeralOwner">The owning session; 0 for every other node: servers do not show that a node is a container or has a time to live.</param>
/// <param name="DataLength">Bytes of data.</param>
/// <param name="NumChildren">Children.</param>
/// <param name="Pzxid">The transaction that last created or deleted a child.</param>
public readonly record struct Stat(
    long Czxid, long Mzxid, long Ctime, long Mtime,
    int Version, int Cversion, int Aversion, long EphemeralOwner,
    int DataLength, int NumChildren, long Pzxid) : IRecord<Stat>
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 68;

    /// <summary><see cref="Ctime"/> as a time.</summary>
    public DateTimeOffset Created => DateTimeOffset.FromUnixTimeMilliseconds(Ctime);

    /// <summary><see cref="Mtime"/> as a time.</summary>
    public DateTimeOffset Modified => DateTimeOffset.FromUnixTimeMilliseconds(Mtime);

    /// <inheritdoc/>
    public void Write(ref JuteWriter writer)
    {
        writer.WriteLong(Czxid);
        writer.WriteLong(Mzxid);
        writer.WriteLong(Ctime);
        writer.WriteLong(Mtime);
        writer.WriteInt(Version);
        writer.WriteInt(Cversion);
        writer.WriteInt(Aversion);
        writer.WriteLong(EphemeralOwner);
        writer.WriteInt(DataLength);
        writer.WriteInt(NumChildren);
        writer.WriteLong(Pzxid);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Stat Read(ref JuteReader reader) => new(
        reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(),
        reader.ReadInt(), reader.ReadInt(), reader.ReadInt(), reader.ReadLong(),
        reader.ReadInt(), reader.ReadInt(), reader.ReadLong());
}
