using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The value of the earliest or the latest record: by time, not by arrival, so disorder within the watermark's bound changes nothing.</summary>
/// <param name="latest">The latest; of equal times the one that came last. Else the earliest; of equal times the one that came first.</param>
internal sealed class EndAccumulator(bool latest) : Accumulator
{
    private TimedValue? _value;

    public override object? Result => _value?.Value;

    public override void Add(object value)
    {
        var added = (TimedValue)value;
        if (_value is null || (latest ? added.Time >= _value.Time : added.Time < _value.Time))
            _value = added;
    }

    public override void Merge(Accumulator other)
    {
        if (((EndAccumulator)other)._value is { } value)
            Add(value);
    }

    public override void Write(StateWriter writer)
    {
        writer.WriteValue(_value?.Value);
        writer.Write(_value?.Time ?? 0);
    }

    public override void Read(StateReader reader)
    {
        var (value, time) = (reader.ReadValue(), reader.ReadInt64());
        _value = value is null ? null : new(value, time);
    }
}
