using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace FlinkZk.Streams.State;

/// <summary>Reads what a <see cref="StateWriter"/> has written.</summary>
/// <param name="bytes">A snapshot.</param>
internal sealed class StateReader(byte[] bytes)
{
    private int _next;

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public bool ReadBoolean() => Take(1)[0] != 0;

    public double ReadDouble() => BitConverter.Int64BitsToDouble(ReadInt64());

    public decimal ReadDecimal() => new([ReadInt32(), ReadInt32(), ReadInt32(), ReadInt32()]);

    public byte[] ReadBytes() => Take(ReadInt32()).ToArray();

    public string ReadText() => string.Create(ReadInt32(), this, static (text, reader) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(reader.Take(sizeof(char)));
    });

    public object? ReadValue() => (ValueTag)Take(1)[0] switch
    {
        ValueTag.Null => null,
        ValueTag.Text => ReadText(),
        ValueTag.Int64 => ReadInt64(),
        ValueTag.Boolean => ReadBoolean(),
        ValueTag.Double => ReadDouble(),
        ValueTag.Decimal => ReadDecimal(),
        ValueTag.BigInteger => BigInteger.Parse(ReadText(), CultureInfo.InvariantCulture),
        ValueTag.DateTime => new DateTime(ReadInt64(), DateTimeKind.Utc),
        ValueTag.Guid => new Guid(ReadBytes()),
        var tag => throw new InvalidDataException($"There is no value of the kind {tag} in a snapshot."),
    };

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > bytes.Length - _next)
            throw new InvalidDataException($"The snapshot ends after {bytes.Length} bytes, in the middle of a value.");
        _next += length;
        return bytes.AsSpan(_next - length, length);
    }
}
