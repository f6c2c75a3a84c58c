namespace FlinkZk.Streams.Aggregates;

/// <summary>Any aggregate: an accumulator a key.</summary>
internal sealed class AccumulatorKernel(Func<Accumulator> create) : AggregateKernel
{
    private Accumulator?[] _accumulators = [];

    public override void Reserve(int count)
    {
        if (count > _accumulators.Length)
            Array.Resize(ref _accumulators, Length(_accumulators.Length, count));
    }

    public override void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> records, ValueVector values)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            if (values.Value(records[i]) is { } value)
                Of(ids[i]).Add(value);
        }
    }

    public override object? Result(int id) => Of(id).Result;

    public override Accumulator ToAccumulator(int id) => Of(id);

    public override void FromAccumulator(int id, Accumulator accumulator) => _accumulators[id] = accumulator;

    private Accumulator Of(int id) => _accumulators[id] ??= create();
}
