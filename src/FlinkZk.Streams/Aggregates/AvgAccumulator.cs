using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The mean as a Double.</summary>
internal sealed class AvgAccumulator : Accumulator
{
    private double _sum;
    private long _count;

    public override object? Result => _count == 0 ? null : _sum / _count;

    public override void Add(object value)
    {
        _sum += Number.ToDouble(value);
        _count++;
    }

    public override void Merge(Accumulator other)
    {
        var avg = (AvgAccumulator)other;
        _sum += avg._sum;
        _count += avg._count;
    }

    public override void Write(StateWriter writer)
    {
        writer.Write(_sum);
        writer.Write(_count);
    }

    public override void Read(StateReader reader) => (_sum, _count) = (reader.ReadDouble(), reader.ReadInt64());
}
