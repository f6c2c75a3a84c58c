namespace FlinkZk.Streams.Aggregates;

/// <summary>What is computed of a window's records.</summary>
public enum AggregateFunction
{
    /// <summary>The number of records; of a property: the number of values that are not null.</summary>
    Count,

    /// <summary>The sum: a checked Int64 of integers, a Decimal of decimals, else a Double; null of no values.</summary>
    Sum,

    /// <summary>The mean, always a Double (Flink SQL's average of integers is cut to an integer); null of no values.</summary>
    Avg,

    /// <summary>The smallest value; text compares ordinally; null of no values.</summary>
    Min,

    /// <summary>The greatest value; text compares ordinally; null of no values.</summary>
    Max,
}
