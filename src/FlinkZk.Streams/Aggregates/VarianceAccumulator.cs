using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The variance of a sample, in one pass and without the loss of digits that a sum of squares has (Welford; two parts are put together after Chan).</summary>
/// <param name="root">Its square root instead.</param>
internal sealed class VarianceAccumulator(bool root) : Accumulator
{
    private long _count;
    private double _mean;
    private double _squares;

    public override object? Result => _count < 2 ? null : root ? Math.Sqrt(_squares / (_count - 1)) : _squares / (_count - 1);

    public override void Add(object value)
    {
        var number = Number.ToDouble(value);
        var delta = number - _mean;
        _mean += delta / ++_count;
        _squares += delta * (number - _mean);
    }

    public override void Merge(Accumulator other)
    {
        var added = (VarianceAccumulator)other;
        if (added._count == 0)
            return;
        var (count, delta) = (_count + added._count, added._mean - _mean);
        _squares += added._squares + delta * delta * _count * added._count / count;
        _mean += delta * added._count / count;
        _count = count;
    }

    public override void Write(StateWriter writer)
    {
        writer.Write(_count);
        writer.Write(_mean);
        writer.Write(_squares);
    }

    public override void Read(StateReader reader) => (_count, _mean, _squares) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
}
