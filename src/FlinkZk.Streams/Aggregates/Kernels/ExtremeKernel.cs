using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Smallest or greatest values. A number that is no new one costs no object.</summary>
/// <param name="create">Makes an accumulator.</param>
/// <param name="sign">-1 for the smallest, 1 for the greatest.</param>
internal sealed class ExtremeKernel(Func<Accumulator> create, int sign) : AggregateKernel
{
    private object?[] _values = [];

    public override void Reserve(int count)
    {
        if (count > _values.Length)
            Array.Resize(ref _values, Length(_values.Length, count));
    }

    public override void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> records, ValueVector values)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var record = records[i];
            if (!values.Has(record))
                continue;
            ref var value = ref _values[ids[i]];
            if (values.Of == ValueVector.Kind.Int64 && value is long or null)
            {
                if (value is not long known || Math.Sign(values.Numbers[record].CompareTo(known)) == sign)
                    value = FieldConverter.Box(values.Numbers[record]);
            }
            else if (ExtremeAccumulator.Replaces(values.Value(record)!, value, sign))
            {
                value = values.Value(record);
            }
        }
    }

    public override object? Result(int id) => _values[id];

    public override Accumulator ToAccumulator(int id)
    {
        var accumulator = create();
        if (_values[id] is { } value)
            accumulator.Add(value);
        return accumulator;
    }

    public override void FromAccumulator(int id, Accumulator accumulator) => _values[id] = accumulator.Result;
}
