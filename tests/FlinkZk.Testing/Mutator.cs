using System.Buffers.Binary;

namespace FlinkZk.Testing;

/// <summary>Makes bad bytes of good ones, the same for the same seed.</summary>
public sealed class Mutator(int seed)
{
    private static readonly int[] Extremes = [0, 1, -1, -2, int.MinValue, int.MaxValue, 0xfffff, 0x100000, 0x7fff_fff0, 255, 65536];

    private readonly byte[] _buffer = new byte[4096];

    /// <summary>Where chance comes from, for choices beside the bytes.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>A mutated copy; good until the next call.</summary>
    public ReadOnlySpan<byte> Mutate(ReadOnlySpan<byte> good)
    {
        good.CopyTo(_buffer);
        var length = good.Length;
        for (var changes = Random.Next(5); changes > 0 && length > 0; changes--)
            length = Change(length);
        return _buffer.AsSpan(0, length);
    }

    private int Change(int length)
    {
        var at = Random.Next(length);
        switch (Random.Next(7))
        {
            case 0:
                _buffer[at] = (byte)Random.Next(256);
                break;
            case 1:
                _buffer[at] ^= (byte)(1 << Random.Next(8));
                break;
            case 2 when length >= 4:
                // Counts and lengths lie anywhere.
                BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(Math.Min(at, length - 4)), Extremes[Random.Next(Extremes.Length)]);
                break;
            case 3:
                return at;
            case 4 when length < _buffer.Length / 2:
                _buffer.AsSpan(at, length - at).CopyTo(_buffer.AsSpan(at + 1));
                return length + 1;
            case 5:
                _buffer.AsSpan(at + 1, length - at - 1).CopyTo(_buffer.AsSpan(at));
                return length - 1;
            case 6 when length < _buffer.Length / 2:
                var tail = Math.Min(length - at, 64);
                _buffer.AsSpan(at, tail).CopyTo(_buffer.AsSpan(length));
                return length + tail;
        }
        return length;
    }
}
