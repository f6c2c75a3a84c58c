namespace FlinkZk.Streams.Aggregates;

/// <summary>The order of values of one kind: numbers by size (NaN greatest, as Java has it), text ordinally, times, Booleans.</summary>
internal static class ValueOrder
{
    public static int Compare(object left, object right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (DateTime a, DateTime b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        (double, _) or (_, double) => CompareDoubles(Number.ToDouble(left), Number.ToDouble(right)),
        _ => Number.ToDecimal(left).CompareTo(Number.ToDecimal(right)),
    };

    private static int CompareDoubles(double a, double b) =>
        double.IsNaN(a) ? double.IsNaN(b) ? 0 : 1 : double.IsNaN(b) ? -1 : a.CompareTo(b);
}
