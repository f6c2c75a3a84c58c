using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Sums: integers checked in Int64, decimals in Decimal, and as soon as one Double is among them everything in Double. A sum that leaves its range is one no more, and says so.</summary>
/// <param name="name">The aggregate, for the error.</param>
internal sealed class SumAccumulator(Aggregate name) : Accumulator
{
    private Kind _kind = Kind.None;
    private long _int64;
    private decimal _decimal;
    private double _double;
    private Overflow? _overflow;

    private enum Kind
    {
        None,
        Int64,
        Decimal,
        Double,
    }

    public override object? Result => _overflow is not null ? _overflow : _kind switch
    {
        Kind.Int64 => _int64,
        Kind.Decimal => _decimal,
        Kind.Double => _double,
        _ => null,
    };

    public override void Add(object value)
    {
        if (_overflow is not null)
            return;
        Widen(value switch { long => Kind.Int64, decimal => Kind.Decimal, _ => Kind.Double });
        try
        {
            switch (_kind)
            {
                case Kind.Int64:
                    _int64 = checked(_int64 + (long)value);
                    break;
                case Kind.Decimal:
                    _decimal += Number.ToDecimal(value);
                    break;
                default:
                    _double += Number.ToDouble(value);
                    break;
            }
        }
        catch (OverflowException)
        {
            _overflow = new Overflow(name, _kind.ToString());
        }
    }

    public override void Merge(Accumulator other)
    {
        if (other.Result is Overflow overflow)
            _overflow = overflow;
        else if (other.Result is { } sum)
            Add(sum);
    }

    public override void Write(StateWriter writer)
    {
        writer.Write(_overflow is not null);
        writer.Write((int)_kind);
        writer.WriteValue(_overflow is null ? Result : null);
    }

    public override void Read(StateReader reader)
    {
        var overflowed = reader.ReadBoolean();
        _kind = (Kind)reader.ReadInt32();
        if (reader.ReadValue() is { } sum)
            (_int64, _decimal, _double) = (sum as long? ?? 0, sum as decimal? ?? 0, sum as double? ?? 0);
        if (overflowed)
            _overflow = new Overflow(name, _kind.ToString());
    }

    private void Widen(Kind kind)
    {
        if (kind <= _kind)
            return;
        if (_kind == Kind.Int64)
        {
            _decimal = _int64;
            _double = _int64;
        }
        else if (_kind == Kind.Decimal)
        {
            _double = (double)_decimal;
        }

        _kind = kind;
    }
}
