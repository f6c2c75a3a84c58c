namespace FlinkZk.Streams.Aggregates;

/// <summary>Means.</summary>
internal sealed class AvgKernel(Func<Accumulator> create) : AggregateKernel
{
    private double[] _sums = [];
    private long[] _counts = [];

    public override void Reserve(int count)
    {
        if (count <= _sums.Length)
            return;
        Array.Resize(ref _sums, Length(_sums.Length, count));
        Array.Resize(ref _counts, _sums.Length);
    }

    public override void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> records, ValueVector values)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var record = records[i];
            if (!values.Has(record))
                continue;
            _sums[ids[i]] += values.Of == ValueVector.Kind.Int64 ? values.Numbers[record] : Number.ToDouble(values.Value(record)!);
            _counts[ids[i]]++;
        }
    }

    public override object? Result(int id) => AvgAccumulator.Mean(_sums[id], _counts[id]);

    public override Accumulator ToAccumulator(int id)
    {
        var accumulator = (AvgAccumulator)create();
        (accumulator.Sum, accumulator.Count) = (_sums[id], _counts[id]);
        return accumulator;
    }

    public override void FromAccumulator(int id, Accumulator accumulator)
    {
        var avg = (AvgAccumulator)accumulator;
        (_sums[id], _counts[id]) = (avg.Sum, avg.Count);
    }
}
