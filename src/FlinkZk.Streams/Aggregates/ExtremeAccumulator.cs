using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The smallest or the greatest value; of equal ones the first.</summary>
/// <param name="sign">-1 for the smallest, 1 for the greatest.</param>
internal sealed class ExtremeAccumulator(int sign) : Accumulator
{
    private object? _value;

    public override object? Result => _value;

    public override void Add(object value)
    {
        if (_value is null || Math.Sign(ValueOrder.Compare(value, _value)) == sign)
            _value = value;
    }

    public override void Merge(Accumulator other)
    {
        if (other.Result is { } value)
            Add(value);
    }

    public override void Write(StateWriter writer) => writer.WriteValue(_value);

    public override void Read(StateReader reader) => _value = reader.ReadValue();
}
