using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The mean as a Double.</summary>
internal sealed class AvgAccumulator : Accumulator
{
    /// <summary>The values together.</summary>
    public double Sum { get; set; }

    /// <summary>How many they are.</summary>
    public long Count { get; set; }

    public override object? Result => Mean(Sum, Count);

    /// <summary>The mean; null of no values.</summary>
    public static object? Mean(double sum, long count) => count == 0 ? null : sum / count;

    public override void Add(object value)
    {
        Sum += Number.ToDouble(value);
        Count++;
    }

    public override void Merge(Accumulator other)
    {
        var avg = (AvgAccumulator)other;
        Sum += avg.Sum;
        Count += avg.Count;
    }

    public override void Write(StateWriter writer)
    {
        writer.Write(Sum);
        writer.Write(Count);
    }

    public override void Read(StateReader reader) => (Sum, Count) = (reader.ReadDouble(), reader.ReadInt64());
}
