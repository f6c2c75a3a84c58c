using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace FlinkZk.Streams.State;

/// <summary>Writes a snapshot, little-endian: equal states give equal bytes.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    public void Write(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    public void Write(decimal value)
    {
        foreach (var part in decimal.GetBits(value))
            Write(part);
    }

    public void Write(ReadOnlySpan<byte> value)
    {
        Write(value.Length);
        _bytes.Write(value);
    }

    /// <summary>Text as UTF-16, because half a surrogate is a key like any other.</summary>
    public void Write(string value)
    {
        Write(value.Length);
        var span = _bytes.GetSpan(value.Length * sizeof(char));
        for (var i = 0; i < value.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(span[(i * sizeof(char))..], value[i]);
        _bytes.Advance(value.Length * sizeof(char));
    }

    /// <summary>A value of a record, or a key: null, text, Int64, Boolean, Double, Decimal, BigInteger, DateTime or Guid.</summary>
    /// <exception cref="NotSupportedException">It is of another type.</exception>
    public void WriteValue(object? value)
    {
        WriteByte((byte)ValueTags.Of(value));
        switch (value)
        {
            case string s:
                Write(s);
                break;
            case long n:
                Write(n);
                break;
            case bool b:
                Write(b);
                break;
            case double d:
                Write(d);
                break;
            case decimal m:
                Write(m);
                break;
            case BigInteger b:
                Write(b.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTime t:
                Write(t.Ticks);
                break;
            case Guid g:
                Write(g.ToByteArray());
                break;
        }
    }

    private void WriteByte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
