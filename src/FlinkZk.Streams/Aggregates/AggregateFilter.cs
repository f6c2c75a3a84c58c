using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>Which records an aggregate is computed of: those whose property compares so with a value. What is null, missing or of another kind does not.</summary>
/// <param name="Property">The property.</param>
/// <param name="Comparison">How it compares.</param>
/// <param name="Value">Int64, Decimal, Double, Boolean or text.</param>
internal sealed record AggregateFilter(string Property, FilterComparison Comparison, object Value)
{
    /// <summary>Whether a value of the property passes.</summary>
    public bool Passes(object? value)
    {
        if (value is null or "" || Order(value) is not { } order)
            return false;
        return Comparison switch
        {
            FilterComparison.Equal => order == 0,
            FilterComparison.NotEqual => order != 0,
            FilterComparison.Greater => order > 0,
            FilterComparison.GreaterOrEqual => order >= 0,
            FilterComparison.Less => order < 0,
            _ => order <= 0,
        };
    }

    /// <summary>How a value stands to that of the filter; null where they cannot be compared. Numbers compare as numbers, however they are written; all else as text of the same kind.</summary>
    private int? Order(object value)
    {
        if (!Keys.TryWiden(value, out var wide))
            return null;
        if (Value is not string && wide is string text)
            wide = FieldConverter.Infer(text) ?? wide;
        return (wide, Value) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (bool a, bool b) => a.CompareTo(b),
            (long or decimal or double, long or decimal or double) => double.IsNaN(wide is double d ? d : 0) ? null : ValueOrder.Compare(wide, Value),
            _ => null,
        };
    }
}
