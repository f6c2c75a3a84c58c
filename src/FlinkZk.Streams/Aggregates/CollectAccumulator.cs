using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>All values, in the order in which they came.</summary>
internal sealed class CollectAccumulator : Accumulator
{
    private readonly List<object> _values = [];

    public override object? Result => _values.ToArray();

    public override void Add(object value) => _values.Add(value);

    public override void Merge(Accumulator other) => _values.AddRange(((CollectAccumulator)other)._values);

    public override void Write(StateWriter writer)
    {
        writer.Write(_values.Count);
        _values.ForEach(writer.WriteValue);
    }

    public override void Read(StateReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
            _values.Add(reader.ReadValue()!);
    }
}
