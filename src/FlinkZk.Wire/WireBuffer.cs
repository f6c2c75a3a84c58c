using System.Buffers;
using System.Buffers.Binary;

namespace FlinkZk.Wire;

/// <summary>
/// A growing array that frames are appended to. Not thread-safe: whoever holds it is its only writer.
/// <code>
/// | length | frame ....... | length | frame ... |  free  |
///                                              ^ Length
/// </code>
/// </summary>
public sealed class WireBuffer
{
    // Large arrays come and go with large requests: they are others' when they are not needed here any more.
    private const int PooledFrom = 32 * 1024;
    private const int Usual = 256;

    private byte[] _array;
    private bool _isPooled;

    /// <summary>A buffer with room for <paramref name="capacity"/> bytes.</summary>
    public WireBuffer(int capacity = Usual) => _array = new byte[capacity];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written.</summary>
    public ReadOnlySpan<byte> Written => _array.AsSpan(0, Length);

    /// <summary>The bytes written.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, Length);

    /// <summary>Forgets everything; an array over <paramref name="keep"/> bytes is given back, so that one large frame does not stay for ever. It takes no memory.</summary>
    public void Clear(int keep = int.MaxValue)
    {
        Length = 0;
        if (_array.Length > keep)
            Replace(0);
    }

    /// <summary>Forgets everything and overwrites it with zeros: for bytes that held a secret.</summary>
    public void Wipe()
    {
        _array.AsSpan(0, Length).Clear();
        Length = 0;
    }

    /// <summary>Takes back everything after <paramref name="length"/>: a frame that turned out too large was never there.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <summary>Reserves the next <paramref name="count"/> bytes as written and returns them.</summary>
    public Span<byte> Append(int count)
    {
        if (_array.Length - Length < count)
            Grow(count);
        var span = _array.AsSpan(Length, count);
        Length += count;
        return span;
    }

    /// <summary>Leaves room for a frame's length; <see cref="EndFrame"/> fills it in.</summary>
    /// <returns>Where the frame starts, for <see cref="EndFrame"/>.</returns>
    public int BeginFrame()
    {
        var start = Length;
        Append(Limits.LengthPrefix);
        return start;
    }

    /// <summary>Writes the length of the frame begun at <paramref name="start"/>.</summary>
    /// <returns>The frame's bytes, its length prefix not counted.</returns>
    public int EndFrame(int start)
    {
        var size = Length - start - Limits.LengthPrefix;
        BinaryPrimitives.WriteInt32BigEndian(_array.AsSpan(start), size);
        return size;
    }

    /// <summary>Overwrites four bytes that were written before.</summary>
    public void PatchInt(int position, int value) => BinaryPrimitives.WriteInt32BigEndian(_array.AsSpan(position, 4), value);

    /// <summary>Overwrites eight bytes that were written before.</summary>
    public void PatchLong(int position, long value) => BinaryPrimitives.WriteInt64BigEndian(_array.AsSpan(position, 8), value);

    private void Grow(int count)
    {
        var needed = checked(Length + count);
        Replace((int)Math.Min(Array.MaxLength, Math.Max(Math.Max(needed, Usual), _array.Length * 2L)));
    }

    private void Replace(int capacity)
    {
        var before = _array;
        var wasPooled = _isPooled;
        var isPooled = capacity >= PooledFrom;
        _array = isPooled ? ArrayPool<byte>.Shared.Rent(capacity) : capacity == 0 ? [] : new byte[capacity];
        _isPooled = isPooled; // memory may have run out before
        before.AsSpan(0, Length).CopyTo(_array);
        if (wasPooled)
            ArrayPool<byte>.Shared.Return(before);
    }
}
