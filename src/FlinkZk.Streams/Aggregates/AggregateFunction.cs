namespace FlinkZk.Streams.Aggregates;

/// <summary>What is computed of a window's records. Values that are null are left out of all of them.</summary>
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

    /// <summary>The value of the earliest record, by the records' times; of several at one time the first that came; null of no values.</summary>
    First,

    /// <summary>The value of the latest record, by the records' times; of several at one time the last that came; null of no values.</summary>
    Last,

    /// <summary>The number of different values, exact: 1 and 1.0 are one. A window holds each of them.</summary>
    Distinct,

    /// <summary>The number of different values by HyperLogLog: exact up to 256, beyond within about 2 %; 4 KB a window.</summary>
    ApproxDistinct,

    /// <summary>The value below which a given percentage of the numbers lies, exact and interpolated, a Double; null of no values. A window holds all numbers.</summary>
    Percentile,

    /// <summary>The same by t-digest: near to exact at the ends, within about 1 % of the ranks in the middle; some KB a window.</summary>
    ApproxPercentile,

    /// <summary>The given number of greatest values, the greatest first, as an array.</summary>
    Top,

    /// <summary>All values as an array, in the order in which they came; of sessions that merged, those of the earlier one first.</summary>
    Collect,

    /// <summary>The variance of a sample (n - 1), a Double; null of fewer than two values.</summary>
    Variance,

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    StdDev,
}
