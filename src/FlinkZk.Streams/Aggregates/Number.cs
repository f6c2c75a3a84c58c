namespace FlinkZk.Streams.Aggregates;

/// <summary>Widens the three kinds of numbers that reach an accumulator.</summary>
internal static class Number
{
    /// <summary>An Int64, a Double or a Decimal as a Double.</summary>
    public static double ToDouble(object number) => number is long integer ? integer : number is double real ? real : (double)(decimal)number;

    /// <summary>An Int64 or a Decimal as a Decimal.</summary>
    public static decimal ToDecimal(object number) => number is long integer ? integer : (decimal)number;
}
