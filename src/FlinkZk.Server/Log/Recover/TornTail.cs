namespace FlinkZk.Server.Log;

/// <summary>
/// The rest of a write that a crash cut short. It was never acknowledged: nothing after it was written, and no record promises that it had been synced.
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
        $"{Path}, offset {Offset}: a write was cut short by a crash. {Length} bytes were dropped, transactions 0x{FirstZxid:x} to 0x{LastZxid:x} ({Records} of them whole), none of which had been acknowledged.";
}
