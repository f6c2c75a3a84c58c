using System.Buffers;
using System.Globalization;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The text form of an <see cref="AggregateFilter"/>: <c>Price > 100</c>, <c>'Net Amount' -le 9.5</c>, <c>Region = "North"</c>. A word without quotes that is no number and neither true nor false is text, too.</summary>
internal static class AggregateFilterParser
{
    private static readonly SearchValues<char> EndsWord = SearchValues.Create(" \t=<>!");

    private static readonly SearchValues<char> Special = SearchValues.Create(" \t'\"=<>!-");

    // The longer ones first, so that >= is not read as > and what follows.
    private static readonly (string Text, FilterComparison Comparison)[] Operators =
    [
        (">=", FilterComparison.GreaterOrEqual), ("<=", FilterComparison.LessOrEqual), ("!=", FilterComparison.NotEqual), ("<>", FilterComparison.NotEqual), ("==", FilterComparison.Equal),
        (">", FilterComparison.Greater), ("<", FilterComparison.Less), ("=", FilterComparison.Equal),
        ("-ge", FilterComparison.GreaterOrEqual), ("-le", FilterComparison.LessOrEqual), ("-ne", FilterComparison.NotEqual), ("-eq", FilterComparison.Equal), ("-gt", FilterComparison.Greater), ("-lt", FilterComparison.Less),
    ];

    /// <summary>Reads what stands behind <c>where</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wrong">Makes the error of a problem.</param>
    public static AggregateFilter Parse(string text, Func<string, FormatException> wrong)
    {
        var (property, rest) = Word(text.Trim(), wrong);
        var found = Array.Find(Operators, candidate => rest.StartsWith(candidate.Text, StringComparison.OrdinalIgnoreCase));
        if (property.Length == 0 || found.Text is null)
            throw wrong("'where' is followed by a property, a comparison (>, >=, <, <=, =, !=) and a value");
        var value = rest[found.Text.Length..].Trim();
        if (value.Length == 0)
            throw wrong($"after '{found.Text}' the value is missing");
        var quoted = value[0] is '\'' or '"';
        var (literal, after) = Word(value, wrong);
        if (after.Length > 0)
            throw wrong($"'{after}' stands behind the value; text with a blank needs quotes");
        return new(property, found.Comparison, quoted ? literal : FieldConverter.Infer(literal) ?? literal);
    }

    public static string Print(AggregateFilter filter)
    {
        var comparison = Array.Find(Operators, candidate => candidate.Comparison == filter.Comparison && candidate.Text != "==").Text;
        var value = filter.Value is string text ? Quote(text) : Convert.ToString(filter.Value, CultureInfo.InvariantCulture)!.ToLowerInvariant();
        // A Double that looks like an integer would come back as one, and compares the same.
        return $"{(filter.Property.AsSpan().ContainsAny(Special) ? Quote(filter.Property) : filter.Property)} {comparison} {value}";
    }

    /// <summary>The first word, without its quotes if it has some, and what follows.</summary>
    private static (string Word, string After) Word(string text, Func<string, FormatException> wrong)
    {
        if (text.Length == 0)
            return ("", "");
        if (text[0] is not ('\'' or '"'))
        {
            var end = text.AsSpan().IndexOfAny(EndsWord);
            return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
        }

        var quote = text[0];
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] != quote)
                continue;
            if (i + 1 < text.Length && text[i + 1] == quote)
                i++;
            else
                return (text[1..i].Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal), text[(i + 1)..].Trim());
        }

        throw wrong($"the quote {quote} is not closed");
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
