namespace FlinkZk.Streams.Aggregates;

/// <summary>The text form of an <see cref="Aggregate"/>: <c>[Name=]function [property]</c>; a property with blanks stands in quotes, single or double, doubled inside.</summary>
internal static class AggregateParser
{
    /// <summary>A result has these columns already.</summary>
    private static readonly string[] Reserved = ["Start", "End", "Key", "Revision"];

    public static Aggregate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = IndexOutsideQuotes(text, '=');
        if (equals >= 0)
            return Parse(text[..equals].Trim(), text[(equals + 1)..]);
        var (function, property) = ParseCall(text, text);
        return Named($"{function}{Capitalised(property)}", function, property, text);
    }

    public static Aggregate Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        var (function, property) = ParseCall(text, $"{name}={text}");
        return Named(Unquoted(name, name), function, property, text);
    }

    public static string Print(Aggregate aggregate)
    {
        var call = aggregate.Function.ToString().ToLowerInvariant();
        if (aggregate.Property is { } property)
            call += " " + (NeedsQuotes(property) ? $"'{property.Replace("'", "''", StringComparison.Ordinal)}'" : property);
        return NeedsQuotes(aggregate.Name) ? $"'{aggregate.Name.Replace("'", "''", StringComparison.Ordinal)}'={call}" : $"{aggregate.Name}={call}";
    }

    private static Aggregate Named(string name, AggregateFunction function, string? property, string text)
    {
        if (name.Length == 0)
            throw Wrong(text, "the column's name is empty");
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw Wrong(text, $"a result has a column '{name}' of its own: give the aggregate another name");
        return new Aggregate(name, function, property);
    }

    private static (AggregateFunction Function, string? Property) ParseCall(string call, string whole)
    {
        var text = call.Trim();
        var blank = text.IndexOfAny([' ', '\t']);
        var word = blank < 0 ? text : text[..blank];
        // Enum.TryParse takes numbers too.
        if (word.Length == 0 || !char.IsAsciiLetter(word[0]) || !Enum.TryParse<AggregateFunction>(word, ignoreCase: true, out var function))
            throw Wrong(whole, word.Length == 0 ? "the function is missing" : $"'{word}' is not a function");

        var property = blank < 0 ? null : Unquoted(text[blank..].Trim(), whole);
        if (property is null && function != AggregateFunction.Count)
            throw Wrong(whole, $"'{word}' needs a property");
        return (function, property);
    }

    private static string Unquoted(string text, string whole)
    {
        if (text.Length == 0 || text[0] is not ('\'' or '"'))
            return text.AsSpan().ContainsAny(' ', '\t') ? throw Wrong(whole, $"'{text}' has a blank and needs quotes") : text;
        var quote = text[0];
        if (text.Length < 2 || text[^1] != quote)
            throw Wrong(whole, $"the quote {quote} is not closed");
        var inner = text[1..^1].Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
        return inner.Length == 0 ? throw Wrong(whole, "the property's name is empty") : inner;
    }

    private static int IndexOutsideQuotes(string text, char wanted)
    {
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote is null && c == wanted)
                return i;
            if (quote is null && c is '\'' or '"')
                quote = c;
            else if (c == quote)
                quote = null;
        }

        return -1;
    }

    private static bool NeedsQuotes(string name) => name.AsSpan().ContainsAny(" \t='\"");

    private static string Capitalised(string? property) =>
        string.IsNullOrEmpty(property) ? "" : char.ToUpperInvariant(property[0]) + property[1..];

    private static FormatException Wrong(string text, string problem) =>
        new($"'{text}' is not an aggregate: {problem}. Write 'count', 'sum Amount', 'Revenue=sum Amount' or \"sum 'Net Amount'\"; the functions are count, sum, avg, min and max.");
}
