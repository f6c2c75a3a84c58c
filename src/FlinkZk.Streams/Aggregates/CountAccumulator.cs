using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Counts.</summary>
internal sealed class CountAccumulator : Accumulator
{
    private long _count;

    public override object? Result => _count;

    public override void Add(object value) => _count++;

    public override void Merge(Accumulator other) => _count += ((CountAccumulator)other)._count;

    public override void Write(StateWriter writer) => writer.Write(_count);

    public override void Read(StateReader reader) => _count = reader.ReadInt64();
}
