using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Counts different values, each of which it holds.</summary>
internal sealed class DistinctAccumulator : Accumulator
{
    private readonly HashSet<object> _values = [];

    public override object? Result => (long)_values.Count;

    public override void Add(object value) => _values.Add(value);

    public override void Merge(Accumulator other) => _values.UnionWith(((DistinctAccumulator)other)._values);

    public override void Write(StateWriter writer)
    {
        writer.Write(_values.Count);
        foreach (var value in _values.Order(Comparer<object>.Create(Keys.Compare)))
            writer.WriteValue(value);
    }

    public override void Read(StateReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
            _values.Add(reader.ReadValue()!);
    }
}
