using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace FlinkZk.Wire;

/// <summary>
/// The receive side of a connection: bytes are put at the end, whole frames are taken from the front, where they lie.
/// <code>
/// | taken | whole frame | whole frame | part of one |  free  |
///         ^ _start                                  ^ _end
/// </code>
/// Owned by one receive loop. A frame's span is good until the next call of <see cref="GetFree"/>.
/// </summary>
public sealed class FrameBuffer
{
    private readonly int _maxFrame;
    private readonly int _usual;
    private byte[] _array;
    private int _start;
    private int _end;

    /// <summary>A buffer that refuses frames over <paramref name="maxFrame"/> bytes.</summary>
    /// <param name="maxFrame">The largest frame, its length prefix not counted.</param>
    /// <param name="usualSize">The array's size while no frame needs more, rounded up to a power of two; it grows by doubling and shrinks back to this.</param>
    public FrameBuffer(int maxFrame = Limits.MaxFrame, int usualSize = 16 * 1024)
    {
        _maxFrame = maxFrame;
        // The pool's arrays are powers of two.
        _usual = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, usualSize));
        _array = [];
    }

    /// <summary>Bytes received and not taken yet.</summary>
    public int Pending => _end - _start;

    /// <summary>The bytes received and not taken yet.</summary>
    public ReadOnlySpan<byte> PendingBytes => _array.AsSpan(_start, _end - _start);

    /// <summary>Bytes of the frame that lies at the front, its length prefix with it, as far as that is there; 0 where its length is not known yet or is none that is taken.</summary>
    public int Announced => Pending >= Limits.LengthPrefix && BinaryPrimitives.ReadInt32BigEndian(_array.AsSpan(_start)) is >= 0 and var length && length <= _maxFrame ? Limits.LengthPrefix + length : 0;

    /// <summary>Room for what the socket has; never empty.</summary>
    public Memory<byte> GetFree()
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_array.Length != _usual)
                Replace(ArrayPool<byte>.Shared.Rent(_usual));
        }
        else if (_end == _array.Length)
        {
            // Shift first: only a frame that fills the whole array makes it grow.
            var target = _start > 0 ? _array : ArrayPool<byte>.Shared.Rent(_array.Length * 2);
            PendingBytes.CopyTo(target);
            _end -= _start;
            _start = 0;
            Replace(target);
        }
        return _array.AsMemory(_end);
    }

    /// <summary>Gives the array back for others to use, if nothing lies in it; the next <see cref="GetFree"/> takes one again.</summary>
    public void Release()
    {
        if (Pending > 0 || _array.Length == 0)
            return;
        Replace([]);
        _start = _end = 0;
    }

    // What it held before, a large frame's array too, is for others to use.
    private void Replace(byte[] array)
    {
        if (_array.Length > 0 && _array != array)
            ArrayPool<byte>.Shared.Return(_array);
        _array = array;
    }

    /// <summary>Says that <paramref name="count"/> bytes were put into what <see cref="GetFree"/> returned.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Takes bytes that are not a frame (a four-letter word).</summary>
    public void Skip(int count) => _start += Math.Min(count, Pending);

    /// <summary>Puts back the frame that was taken last, before anything else was done.</summary>
    public void PutBack(ReadOnlySpan<byte> frame) => _start -= Limits.LengthPrefix + frame.Length;

    /// <summary>Takes the next frame if all of it is there.</summary>
    /// <exception cref="WireFormatException">The length is negative or over the limit; nothing of it was believed or allocated.</exception>
    public bool TryTakeFrame(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        if (Pending < Limits.LengthPrefix)
            return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(_array.AsSpan(_start));
        if (length < 0 || length > _maxFrame)
            throw new WireFormatException($"A frame of {length} bytes is outside 0 to {_maxFrame}, the limit here (jute.maxbuffer).");
        if (Pending - Limits.LengthPrefix < length)
            return false;
        frame = _array.AsSpan(_start + Limits.LengthPrefix, length);
        _start += Limits.LengthPrefix + length;
        return true;
    }
}
