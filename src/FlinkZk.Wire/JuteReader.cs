using System.Buffers.Binary;
using System.Text;

namespace FlinkZk.Wire;

/// <summary>
/// Reads jute's types, big-endian. A length is checked against what is there before anything is allocated for it, so a hostile
/// frame costs no more memory than its own size.
/// </summary>
public ref struct JuteReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>A reader of <paramref name="frame"/>.</summary>
    public JuteReader(ReadOnlySpan<byte> frame) => _rest = frame;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>One byte; anything but 0 is true.</summary>
    public bool ReadBool() => Take(1)[0] != 0;

    /// <summary>Four bytes.</summary>
    public int ReadInt() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <summary>Eight bytes.</summary>
    public long ReadLong() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    /// <summary>A copy of the bytes, or null.</summary>
    public byte[]? ReadBuffer() => TryReadBytes(out var bytes) ? bytes.ToArray() : null;

    /// <summary>The bytes where they lie; they last as long as the frame.</summary>
    /// <returns>False for null.</returns>
    public bool TryReadBytes(out ReadOnlySpan<byte> bytes)
    {
        var length = ReadInt();
        // Java reads any negative length but -1 as an error, too (BinaryInputArchive.checkLength).
        if (length < -1)
            throw new WireFormatException($"A length of {length} cannot be.");
        bytes = length <= 0 ? default : Take(length);
        return length >= 0;
    }

    /// <summary>A string, or null. Bytes that are not UTF-8 become U+FFFD, as in Java.</summary>
    public string? ReadString() => TryReadBytes(out var bytes) ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>A vector's count, or -1 for null.</summary>
    /// <param name="minimumItemSize">The fewest bytes that an item can take: a count that cannot fit is refused.</param>
    public int ReadCount(int minimumItemSize)
    {
        var count = ReadInt();
        if (count < -1 || (long)count * minimumItemSize > _rest.Length)
            throw new WireFormatException($"A vector of {count} items does not fit into the {_rest.Length} bytes that are left.");
        return count;
    }

    /// <summary>A vector of strings, or null.</summary>
    public string[]? ReadStrings()
    {
        var count = ReadCount(minimumItemSize: 4);
        if (count < 0)
            return null;
        var values = new string[count];
        for (var i = 0; i < count; i++)
            values[i] = ReadString() ?? "";
        return values;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new WireFormatException($"The frame ends early: {count} bytes are wanted, {_rest.Length} are left.");
        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }
}
