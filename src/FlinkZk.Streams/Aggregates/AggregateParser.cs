using System.Globalization;

namespace FlinkZk.Streams.Aggregates;

/// <summary>The text form of an <see cref="Aggregate"/>: <c>[Name=]function [number] [property] [where property comparison value]</c>; a property with blanks stands in quotes, single or double, doubled inside.</summary>
internal static class AggregateParser
{
    /// <summary>A result has these columns already.</summary>
    private static readonly string[] Reserved = ["Start", "End", "Key", "Revision"];

    private const string WhereWord = " where ";

    public static Aggregate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var head = text[..Where(text)];
        var equals = IndexOutsideQuotes(head, '=');
        if (equals >= 0)
            return Parse(text[..equals].Trim(), text[(equals + 1)..]);
        var call = ParseCall(text, text);
        return Named($"{call.Function}{Number(call)}{Capitalised(call.Property)}", call, text);
    }

    public static Aggregate Parse(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        return Named(Unquoted(name, name), ParseCall(text, $"{name}={text}"), text);
    }

    public static string Print(Aggregate aggregate)
    {
        var call = aggregate.Function.ToString().ToLowerInvariant();
        if (aggregate.Argument is not null)
            call += " " + Number(aggregate);
        if (aggregate.Property is { } property)
            call += " " + (NeedsQuotes(property) ? $"'{property.Replace("'", "''", StringComparison.Ordinal)}'" : property);
        if (aggregate.Filter is { } filter)
            call += " where " + AggregateFilterParser.Print(filter);
        return NeedsQuotes(aggregate.Name) ? $"'{aggregate.Name.Replace("'", "''", StringComparison.Ordinal)}'={call}" : $"{aggregate.Name}={call}";
    }

    private static Aggregate Named(string name, Aggregate call, string text)
    {
        if (name.Length == 0)
            throw Wrong(text, "the column's name is empty");
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw Wrong(text, $"a result has a column '{name}' of its own: give the aggregate another name");
        return call with { Name = name };
    }

    private static Aggregate ParseCall(string call, string whole)
    {
        var where = Where(call);
        var filter = where == call.Length ? null : AggregateFilterParser.Parse(call[(where + WhereWord.Length)..], problem => Wrong(whole, problem));
        var text = call[..where].Trim();
        var blank = text.IndexOfAny([' ', '\t']);
        var word = blank < 0 ? text : text[..blank];
        // Enum.TryParse takes numbers too.
        if (word.Length == 0 || !char.IsAsciiLetter(word[0]) || !Enum.TryParse<AggregateFunction>(word, ignoreCase: true, out var function))
            throw Wrong(whole, word.Length == 0 ? "the function is missing" : $"'{word}' is not a function");

        var rest = blank < 0 ? "" : text[blank..].Trim();
        var argument = AggregateArgument.IsNeeded(function) ? AggregateArgument.Take(function, ref rest, problem => Wrong(whole, problem)) : (double?)null;
        var property = rest.Length == 0 ? null : Unquoted(rest, whole);
        if (property is null && function != AggregateFunction.Count)
            throw Wrong(whole, $"'{word}' needs a property");
        return new Aggregate("", function, property) { Argument = argument, Filter = filter };
    }

    /// <summary>Where the filter begins; the text's length where there is none.</summary>
    private static int Where(string text)
    {
        for (var from = 0; text.IndexOf(WhereWord, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at; from = at + 1)
        {
            if (!IsInQuotes(text, at))
                return at;
        }

        return text.Length;
    }

    private static bool IsInQuotes(string text, int at)
    {
        char? quote = null;
        foreach (var c in text.AsSpan(0, at))
        {
            if (quote is null && c is '\'' or '"')
                quote = c;
            else if (c == quote)
                quote = null;
        }

        return quote is not null;
    }

    private static string Number(Aggregate aggregate) => aggregate.Argument?.ToString(CultureInfo.InvariantCulture) ?? "";

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

    private static readonly string Functions = string.Join(", ", Enum.GetNames<AggregateFunction>().Select(name => name.ToLowerInvariant()));

    private static FormatException Wrong(string text, string problem) =>
        new($"'{text}' is not an aggregate: {problem}. Write 'count', 'sum Amount', 'Revenue=sum Amount' or \"sum 'Net Amount'\", 'percentile 95 Latency', 'top 3 Amount' or 'Big=count where Price > 100'; the functions are {Functions}.");
}
