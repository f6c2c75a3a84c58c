using System.Globalization;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The number that stands between some functions and their property.</summary>
internal static class AggregateArgument
{
    /// <summary>An array of more is a collection.</summary>
    public const int MaxTop = 10_000;

    public static bool IsNeeded(AggregateFunction function) => function is AggregateFunction.Percentile or AggregateFunction.ApproxPercentile or AggregateFunction.Top;

    /// <summary>Takes the number from the beginning of a text.</summary>
    public static double Take(AggregateFunction function, ref string text, Func<string, FormatException> wrong)
    {
        var blank = text.IndexOfAny([' ', '\t']);
        var word = blank < 0 ? text : text[..blank];
        text = blank < 0 ? "" : text[blank..].Trim();
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && IsValid(function, number))
            return number;
        throw wrong(function == AggregateFunction.Top
            ? $"'top' is followed by how many values it keeps, 1 to {MaxTop}, not '{word}'"
            : $"'{function.ToString().ToLowerInvariant()}' is followed by a percentage, 0 to 100, not '{word}'");
    }

    public static bool IsValid(AggregateFunction function, double number) =>
        function == AggregateFunction.Top ? number is >= 1 and <= MaxTop && number == Math.Floor(number) : number is >= 0 and <= 100;
}
