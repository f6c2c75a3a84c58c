using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Counts.</summary>
internal sealed class CountKernel(Func<Accumulator> create) : AggregateKernel
{
    private long[] _counts = [];

    public override void Reserve(int count)
    {
        if (count > _counts.Length)
            Array.Resize(ref _counts, Length(_counts.Length, count));
    }

    public override void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> records, ValueVector values)
    {
        var counts = _counts;
        if (values.Of == ValueVector.Kind.Ones)
        {
            foreach (var id in ids)
                counts[id]++;
            return;
        }

        for (var i = 0; i < ids.Length; i++)
        {
            if (values.Has(records[i]))
                counts[ids[i]]++;
        }
    }

    public override object? Result(int id) => FieldConverter.Box(_counts[id]);

    public override Accumulator ToAccumulator(int id)
    {
        var accumulator = (CountAccumulator)create();
        accumulator.Count = _counts[id];
        return accumulator;
    }

    public override void FromAccumulator(int id, Accumulator accumulator) => _counts[id] = ((CountAccumulator)accumulator).Count;
}
