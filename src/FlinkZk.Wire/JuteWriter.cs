using System.Buffers.Binary;
using System.Text;

namespace FlinkZk.Wire;

/// <summary>Writes jute's types, big-endian, to the end of a <see cref="WireBuffer"/>. Stateless: it may be made anew at any time.</summary>
public readonly ref struct JuteWriter
{
    private readonly WireBuffer _buffer;

    /// <summary>A writer at the end of <paramref name="buffer"/>.</summary>
    public JuteWriter(WireBuffer buffer) => _buffer = buffer;

    /// <summary>One byte, 0 or 1.</summary>
    public void WriteBool(bool value) => _buffer.Append(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>Four bytes.</summary>
    public void WriteInt(int value) => BinaryPrimitives.WriteInt32BigEndian(_buffer.Append(4), value);

    /// <summary>Eight bytes.</summary>
    public void WriteLong(long value) => BinaryPrimitives.WriteInt64BigEndian(_buffer.Append(8), value);

    /// <summary>Length and bytes; -1 stands for null.</summary>
    public void WriteBuffer(byte[]? value)
    {
        if (value is null)
            WriteInt(-1);
        else
            WriteBytes(value);
    }

    /// <summary>Length and bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        var span = _buffer.Append(4 + value.Length);
        BinaryPrimitives.WriteInt32BigEndian(span, value.Length);
        value.CopyTo(span[4..]);
    }

    /// <summary>Length and UTF-8; -1 stands for null.</summary>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteInt(-1);
            return;
        }
        // At most three bytes a UTF-16 unit: reserve that, encode once, give the rest back.
        var start = _buffer.Length;
        var span = _buffer.Append(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var count = Encoding.UTF8.GetBytes(value, span[4..]);
        BinaryPrimitives.WriteInt32BigEndian(span, count);
        _buffer.Truncate(start + 4 + count);
    }

    /// <summary>A vector's count, -1 for null.</summary>
    /// <returns>Whether items follow.</returns>
    public bool BeginVector(int? count)
    {
        WriteInt(count ?? -1);
        return count > 0;
    }

    /// <summary>A vector of strings; -1 stands for null.</summary>
    public void WriteStrings(IReadOnlyCollection<string>? values)
    {
        if (!BeginVector(values?.Count))
            return;
        foreach (var value in values!)
            WriteString(value);
    }
}
