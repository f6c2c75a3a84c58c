using FlinkZk.Server.Diagnostics;

namespace FlinkZk.Server.Memory;

/// <summary>
/// The room for what clients store. What would make the state larger than that is refused before it is carried out; reads, deletions and smaller data never are, so that clients can make room
/// themselves. Once something was refused, growth is taken again when there is some room to spare: else a full server would refuse one write and take the next.
/// Judged by Prepare; looked at from everywhere.
/// </summary>
/// <param name="most">Bytes that the state may take.</param>
/// <param name="size">About how many it takes.</param>
/// <param name="events">Where it is told.</param>
/// <param name="time">The clock.</param>
internal sealed class StateRoom(long most, Func<long> size, ServerLog events, TimeProvider time)
{
    private const int ToSpare = 32; // a part of it

    private readonly LogRate _full = new(time, most: 1);
    private readonly Queue<(long Zxid, long Bytes)> _coming = new();
    private long _size;
    private long _sizeComing;
    private int _isFull;

    /// <summary>Bytes that the state may take.</summary>
    public long Most => most;

    /// <summary>About how many it takes.</summary>
    public long Size => size();

    /// <summary>Why what grows is refused; null while it is not.</summary>
    public MemoryFullException? Refusal => Size is var now && now > (Volatile.Read(ref _isFull) != 0 ? WithSomeToSpare : most) ? new(now, most) : null;

    private long WithSomeToSpare => most - (most / ToSpare);

    /// <summary>Takes a growth into account, if there is room for it beside the state and what is on its way into it. Prepare only.</summary>
    /// <param name="bytes">By how much; what shrinks always has room.</param>
    /// <param name="zxid">The transaction that brings it.</param>
    public bool TryTake(long bytes, long zxid)
    {
        if (bytes <= 0)
            return true;
        if (Volatile.Read(ref _isFull) != 0 || _size + _sizeComing + bytes > most)
        {
            Refuse(_size + _sizeComing);
            return false;
        }
        _sizeComing += bytes;
        _coming.Enqueue((zxid, bytes));
        return true;
    }

    /// <summary>Counts what was applied as part of the state. Prepare only, while nothing is applied.</summary>
    public void Forget(long appliedZxid)
    {
        while (_coming.TryPeek(out var oldest) && oldest.Zxid <= appliedZxid)
            _sizeComing -= _coming.Dequeue().Bytes;
        Look();
        _size = Size;
    }

    /// <summary>Looks whether there is room again, or none any more: watches take some, too, and a start may find more than there is room for.</summary>
    public void Look()
    {
        if (Size is var now && now > most)
            Refuse(now);
        else if (Volatile.Read(ref _isFull) != 0 && Size <= WithSomeToSpare && Interlocked.Exchange(ref _isFull, 0) != 0)
            events.Information(ZkServerLogEvents.MemoryHasRoom, $"Nodes, sessions and watches take {Size} bytes of the {most} that they may: all writes are taken again.");
    }

    // A single write that is larger than all the room that is left says nothing of the next.
    private void Refuse(long taken)
    {
        var isNew = taken > WithSomeToSpare && Interlocked.Exchange(ref _isFull, 1) == 0;
        if ((isNew || taken <= WithSomeToSpare) && _full.IsDue(out var before))
            events.Error(ZkServerLogEvents.MemoryFull,
                $"Nodes, sessions and watches take {taken} bytes of the {most} that they may: writes that would make them larger are refused; reads, deletions and smaller data are not. Delete nodes, remove watches, or start the server with more memory.{before}");
    }
}
