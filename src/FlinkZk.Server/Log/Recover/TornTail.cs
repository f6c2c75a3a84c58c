namespace FlinkZk.Server.Log;

/// <summary>
/// What stands behind the last good record and is no whole write. Nothing after it was written, and no record promises that it had been synced: so a crash leaves a write
/// that it cuts short, which was not acknowledged yet. Damage to the very last write looks the same; which of the two it was nobody can know.
/// </summary>
/// <param name="Path">The segment.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Bytes that are dropped.</param>
/// <param name="Records">Whole transactions among them, after one that is not.</param>
/// <param name="FirstZxid">The transaction that it began with.</param>
/// <param name="LastZxid">The last one that is seen in it; <paramref name="FirstZxid"/> if none is whole.</param>
internal sealed record TornTail(string Path, long Offset, long Length, int Records, long FirstZxid, long LastZxid)
{
    public override string ToString() =>
        $"{Path}, offset {Offset}: the last write is not whole. {Length} bytes were dropped, transactions 0x{FirstZxid:x} to 0x{LastZxid:x} ({Records} of them whole). A crash leaves that of a write that was not acknowledged yet; damage to the last write looks the same.";
}
