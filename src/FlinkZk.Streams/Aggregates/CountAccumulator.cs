using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Counts.</summary>
internal sealed class CountAccumulator : Accumulator
{
    /// <summary>How many there are.</summary>
    public long Count { get; set; }

    public override object? Result => Count;

    public override void Add(object value) => Count++;

    public override void Merge(Accumulator other) => Count += ((CountAccumulator)other).Count;

    public override void Write(StateWriter writer) => writer.Write(Count);

    public override void Read(StateReader reader) => Count = reader.ReadInt64();
}
