namespace FlinkZk.Streams.Aggregates;

/// <summary>One column of a window's result: a name, a function and, except for <c>count</c>, the property that it reads.</summary>
/// <param name="Name">The result's column.</param>
/// <param name="Function">The function.</param>
/// <param name="Property">The property; null only for the count of records.</param>
public sealed record Aggregate(string Name, AggregateFunction Function, string? Property)
{
    /// <summary>The percentage of a percentile, 0 to 100; how many values <c>top</c> keeps, 1 to 10 000; null for the others.</summary>
    public double? Argument { get; init; }

    /// <summary>Which records it is computed of; null = all.</summary>
    internal AggregateFilter? Filter { get; init; }

    /// <summary>Reads <c>Revenue=sum Amount</c>, <c>sum 'Net Amount'</c>, <c>percentile 95 Latency</c>, <c>Big=count where Price > 100</c> or <c>count</c>. Without a name it is called after its function and property: <c>SumAmount</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">Says what is wrong and shows the right form.</exception>
    public static Aggregate Parse(string text) => AggregateParser.Parse(text);

    /// <summary>Reads <c>sum Amount</c> as the column <paramref name="name"/>.</summary>
    /// <param name="name">The result's column.</param>
    /// <param name="text">Function and property.</param>
    /// <exception cref="FormatException">Says what is wrong and shows the right form.</exception>
    public static Aggregate Parse(string name, string text) => AggregateParser.Parse(name, text);

    /// <summary><c>Revenue=sum Amount</c>.</summary>
    public override string ToString() => AggregateParser.Print(this);
}
