using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>All aggregates of a plan, side by side: a window's contents are one accumulator each.</summary>
internal sealed class RowAggregates : IAggregateFunction<object?[], Accumulator[], object?[]>
{
    private readonly AggregateInput[] _inputs;

    public RowAggregates(IReadOnlyList<Aggregate> aggregates)
    {
        _inputs = [.. aggregates.Select(a => new AggregateInput(a))];
        Values = new object?[_inputs.Length];
    }

    /// <summary>Writes and reads the contents of a window.</summary>
    public StateSerializer<Accumulator[]> Serializer => new(
        static (writer, accumulators) => Array.ForEach(accumulators, accumulator => accumulator.Write(writer)),
        reader =>
        {
            var accumulators = CreateAccumulator();
            Array.ForEach(accumulators, accumulator => accumulator.Read(reader));
            return accumulators;
        });

    /// <summary>The values of the record read last; the next one overwrites them.</summary>
    public object?[] Values { get; }

    private bool TryRead(RecordBatch batch, int index, out RecordError? error)
    {
        error = null;
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (!_inputs[i].TryRead(batch, index, out Values[i], out error))
                return false;
        }

        return true;
    }

    /// <summary>Reads a record's values into <see cref="Values"/>.</summary>
    /// <returns>False when one of them cannot be read or aggregated.</returns>
    public bool TryReadRecord(RecordBatch batch, int index, out RecordError? error)
    {
        try
        {
            return TryRead(batch, index, out error);
        }
        catch (RecordException e)
        {
            error = RecordErrors.Unreadable(batch, index, e);
            return false;
        }
    }

    /// <summary>Writes what was learnt of the values' types.</summary>
    public void Write(StateWriter writer) => Array.ForEach(_inputs, input => input.Write(writer));

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public void Read(StateReader reader) => Array.ForEach(_inputs, input => input.Read(reader));

    /// <summary>The aggregates, in the plan's order.</summary>
    public IReadOnlyList<AggregateInput> Inputs => _inputs;

    public Accumulator[] CreateAccumulator() => Array.ConvertAll(_inputs, input => input.CreateAccumulator());

    public void Add(object?[] value, Accumulator[] accumulator)
    {
        for (var i = 0; i < accumulator.Length; i++)
        {
            if (value[i] is { } v)
                accumulator[i].Add(v);
        }
    }

    public void Merge(Accumulator[] accumulator, Accumulator[] other)
    {
        for (var i = 0; i < accumulator.Length; i++)
            accumulator[i].Merge(other[i]);
    }

    public object?[] GetResult(Accumulator[] accumulator) => Array.ConvertAll(accumulator, a => a.Result);
}
