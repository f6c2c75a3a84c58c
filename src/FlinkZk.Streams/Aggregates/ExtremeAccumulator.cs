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
        if (Replaces(value, _value, sign))
            _value = value;
    }

    /// <summary>Whether a value takes the place of the one so far; null = none.</summary>
    public static bool Replaces(object value, object? soFar, int sign) => soFar is null || Math.Sign(ValueOrder.Compare(value, soFar)) == sign;

    public override void Merge(Accumulator other)
    {
        if (other.Result is { } value)
            Add(value);
    }

    public override void Write(StateWriter writer) => writer.WriteValue(_value);

    public override void Read(StateReader reader) => _value = reader.ReadValue();
}
