using System.Numerics;

namespace FlinkZk.Client;

/// <summary>
/// Requests on their way, in wire order. The writers' gate owns the tail, the receive loop owns the head; between two connections the session owns both.
/// <code>
///   head            sent                  tail
///    | on the wire   | encoded, not sent   |
/// </code>
/// </summary>
internal sealed class PendingRing
{
    private readonly Slot[] _slots;
    private long _head;        // receive loop only
    private long _tail;        // gate
    private long _bytesIn;     // gate
    private long _bytesOut;    // receive loop only

    public PendingRing(int capacity) => _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)capacity)];

    /// <summary>The number of the next request.</summary>
    public long Tail => Volatile.Read(ref _tail);

    /// <summary>The number of the oldest request.</summary>
    public long Head => Volatile.Read(ref _head);

    public int Count => (int)(Tail - Head);

    public bool IsFull => Count == _slots.Length;

    /// <summary>Bytes of requests that have no reply yet.</summary>
    public long Bytes => Volatile.Read(ref _bytesIn) - Volatile.Read(ref _bytesOut);

    /// <summary>Adds a request. Gate.</summary>
    public void Add(in Slot slot)
    {
        _slots[_tail & (_slots.Length - 1)] = slot;
        Volatile.Write(ref _bytesIn, _bytesIn + slot.Size);
        Volatile.Write(ref _tail, _tail + 1);
    }

    /// <summary>Takes the oldest request off. Receive loop, or the session between two connections.</summary>
    public bool TryTake(out Slot slot)
    {
        if (_head == Tail)
        {
            slot = default;
            return false;
        }
        ref var place = ref _slots[_head & (_slots.Length - 1)];
        slot = place;
        place.Operation = null!;
        Volatile.Write(ref _bytesOut, _bytesOut + slot.Size);
        Volatile.Write(ref _head, _head + 1);
        return true;
    }

    /// <summary>One request.</summary>
    /// <param name="Operation">Who waits.</param>
    /// <param name="Xid">Its number on the wire.</param>
    /// <param name="Size">Bytes on the wire, length prefix counted.</param>
    /// <param name="Since">When it was handed over: no later than it was sent.</param>
    public record struct Slot(Operation Operation, int Xid, int Size, long Since);
}
