using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The greatest values, the greatest first; of equal ones those that came first.</summary>
/// <param name="count">How many.</param>
internal sealed class TopAccumulator(int count) : Accumulator
{
    private readonly List<object> _values = [];

    public override object? Result => _values.ToArray();

    public override void Add(object value)
    {
        if (_values.Count == count && ValueOrder.Compare(_values[^1], value) >= 0)
            return;
        var place = _values.Count;
        while (place > 0 && ValueOrder.Compare(_values[place - 1], value) < 0)
            place--;
        _values.Insert(place, value);
        if (_values.Count > count)
            _values.RemoveAt(count);
    }

    public override void Merge(Accumulator other) => ((TopAccumulator)other)._values.ForEach(Add);

    public override void Write(StateWriter writer)
    {
        writer.Write(_values.Count);
        _values.ForEach(writer.WriteValue);
    }

    public override void Read(StateReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
            _values.Add(reader.ReadValue()!);
    }
}
