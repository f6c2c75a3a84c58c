using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Reads and checks the values of one aggregate. Min, max and top take values of the kind that came first: text and numbers have no common order.</summary>
internal sealed class AggregateInput(Aggregate aggregate)
{
    /// <summary>What a count of records adds.</summary>
    internal static readonly object One = 1L;

    private readonly PropertyReader? _property = aggregate.Property is { } name ? new PropertyReader(name) : null;
    private readonly PropertyReader? _filter = aggregate.Filter is { } filter ? new PropertyReader(filter.Property) : null;
    private ValueKind? _kind;

    public Accumulator CreateAccumulator() => aggregate.Function switch
    {
        AggregateFunction.Count => new CountAccumulator(),
        AggregateFunction.Sum => new SumAccumulator(aggregate),
        AggregateFunction.Avg => new AvgAccumulator(),
        AggregateFunction.Min => new ExtremeAccumulator(-1),
        AggregateFunction.Max => new ExtremeAccumulator(1),
        AggregateFunction.First => new EndAccumulator(latest: false),
        AggregateFunction.Last => new EndAccumulator(latest: true),
        AggregateFunction.Distinct => new DistinctAccumulator(),
        AggregateFunction.ApproxDistinct => new ApproxDistinctAccumulator(),
        AggregateFunction.Percentile => new PercentileAccumulator(aggregate.Argument!.Value),
        AggregateFunction.ApproxPercentile => new ApproxPercentileAccumulator(aggregate.Argument!.Value),
        AggregateFunction.Top => new TopAccumulator((int)aggregate.Argument!.Value),
        AggregateFunction.Collect => new CollectAccumulator(),
        AggregateFunction.Variance => new VarianceAccumulator(root: false),
        AggregateFunction.StdDev => new VarianceAccumulator(root: true),
        var other => throw new InvalidOperationException($"There is no aggregate function {other}."),
    };

    /// <summary>Whether it counts records, all of them.</summary>
    public bool CountsRecords => _property is null && _filter is null;

    /// <summary>What is computed.</summary>
    public AggregateFunction Function => aggregate.Function;

    /// <summary>Writes of which kind the values are, where that is known.</summary>
    public void Write(StateWriter writer) => writer.Write((int?)_kind ?? -1);

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public void Read(StateReader reader) => _kind = reader.ReadInt32() is >= 0 and var kind ? (ValueKind)kind : null;

    /// <summary>Reads the record's value; null = nothing to add.</summary>
    public bool TryRead(RecordBatch batch, int index, out object? value, out RecordError? error)
    {
        value = One;
        error = null;
        if (_filter is not null && !Passes(batch, index, out error))
        {
            value = null;
            return error is null;
        }

        if (_property is null)
            return true;
        var found = _property.TryRead(batch, index, out value);
        // Of a file an empty field is no value, and in the pipeline it comes as this.
        if (value is "")
            value = null;
        if (!found)
            error = RecordErrors.MissingProperty(batch, index, _property);
        else if (value is not null && aggregate.Function != AggregateFunction.Count && !(TakesAnything ? TryNormalize(ref value, batch.Time(index), out var expected) : TryAccept(ref value, out expected)))
            error = RecordErrors.InvalidAggregateValue(batch, index, aggregate.ToString(), aggregate.Property, value, expected);
        return error is null;
    }

    private bool TakesAnything => aggregate.Function is AggregateFunction.First or AggregateFunction.Last or AggregateFunction.Distinct or AggregateFunction.ApproxDistinct or AggregateFunction.Collect;

    /// <summary>A value as what it stands for, whatever kind it is of: equal ones are one, and the records' times decide what comes first.</summary>
    private bool TryNormalize(ref object value, long time, out string expected)
    {
        expected = "text, a number, a Boolean, a time, an enum or a Guid";
        if (value is string text)
            value = FieldConverter.Infer(text) ?? text;
        if (!Keys.TryWiden(value, out var wide))
            return false;
        value = aggregate.Function switch
        {
            AggregateFunction.First or AggregateFunction.Last => new TimedValue(wide, time),
            AggregateFunction.Collect => wide,
            _ => Keys.TryNormalize(wide, out var key) ? key : wide,
        };
        return true;
    }

    /// <summary>
    /// The column of fields that it reads, where their values can be read where they lie: what stands for an Int64 by itself or by declaration.
    /// </summary>
    /// <returns>-1 = none.</returns>
    public int Column(FieldColumns fields)
    {
        if (_property is null || _filter is not null || TakesAnything || fields.Schema.IndexOf(_property.Name) is not (>= 0 and var column))
            return -1;
        return aggregate.Function == AggregateFunction.Count || fields.Type(column) is null or FieldType.Int64 ? column : -1;
    }

    /// <summary>Whether it only asks if there is a value.</summary>
    public bool CountsValues => aggregate.Function == AggregateFunction.Count;

    /// <summary>Hears that numbers are coming.</summary>
    /// <returns>False where they are not what came first.</returns>
    public bool AcceptsNumbers() => aggregate.Function is not (AggregateFunction.Min or AggregateFunction.Max or AggregateFunction.Top) || (_kind ??= ValueKind.Number) == ValueKind.Number;

    /// <summary>Whether the record is one of those of which the aggregate is computed.</summary>
    private bool Passes(RecordBatch batch, int index, out RecordError? error)
    {
        error = _filter!.TryRead(batch, index, out var value) ? null : RecordErrors.MissingProperty(batch, index, _filter);
        return error is null && aggregate.Filter!.Passes(value);
    }

    private bool TryAccept(ref object value, out string expected)
    {
        expected = "";
        if (Classify(value, out var normal) is not { } kind)
        {
            expected = "a number, text, a time or a Boolean";
            return false;
        }

        if (aggregate.Function is AggregateFunction.Sum or AggregateFunction.Avg or AggregateFunction.Percentile or AggregateFunction.ApproxPercentile or AggregateFunction.Variance or AggregateFunction.StdDev)
        {
            expected = "a number";
            value = normal;
            return kind == ValueKind.Number;
        }

        if (kind != (_kind ??= kind))
        {
            expected = $"{_kind} as before";
            return false;
        }

        value = normal;
        return true;
    }

    private static ValueKind? Classify(object value, out object normal)
    {
        normal = value;
        // A number is a number however it is written, and whether it came as one or as text: as by Import-Csv.
        if (value is string text && FieldConverter.ToNumber(text) is { } number)
            value = normal = number;
        if (!Keys.TryWiden(value, out var key))
            return null;
        normal = key;
        return key switch
        {
            long or double or decimal => ValueKind.Number,
            string => ValueKind.Text,
            DateTime => ValueKind.Time,
            bool => ValueKind.Boolean,
            _ => null,
        };
    }
}
