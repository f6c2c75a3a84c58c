namespace FlinkZk.Clusters.Sql;

/// <summary>
/// A row. Its values are bool, sbyte, short, int, long, float, double, decimal, string, byte[], DateTime (DATE and TIMESTAMP of no kind, TIMESTAMP_LTZ in UTC), TimeSpan (TIME
/// and INTERVAL DAY), int for the months of an INTERVAL YEAR, object?[] (ARRAY), <see cref="SqlMap"/> and <see cref="SqlStruct"/>. What its .NET type cannot hold exactly, such
/// as nanoseconds or 38 digits, stays the text that Flink wrote.
/// </summary>
/// <param name="Kind">What it does to the table.</param>
/// <param name="Values">A value for each column.</param>
public sealed record SqlRow(SqlRowKind Kind, IReadOnlyList<object?> Values)
{
    /// <summary>The row as Flink wrote it: two that are equal have the same.</summary>
    internal string Written { get; init; } = "";
}

/// <summary>A MAP, or a MULTISET with the counts of its elements.</summary>
/// <param name="Entries">The entries, as Flink wrote them.</param>
public sealed record SqlMap(IReadOnlyList<KeyValuePair<string, object?>> Entries);

/// <summary>A ROW within a row.</summary>
/// <param name="Fields">The fields, in the order of the type.</param>
public sealed record SqlStruct(IReadOnlyList<KeyValuePair<string, object?>> Fields);
