using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using FlinkZk.Streams.Aggregates;

namespace FlinkZk;

/// <summary>Aggregates as a parameter: <c>@{ Revenue = 'sum Amount' }</c>, or texts <c>'Revenue=sum Amount'</c>.</summary>
internal static class AggregateParameter
{
    /// <exception cref="FormatException">Says what is wrong and shows the right form.</exception>
    public static IReadOnlyList<Aggregate> Parse(object[] values) => [.. values.SelectMany(ParseOne)];

    private static IEnumerable<Aggregate> ParseOne(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => [Aggregate.Parse(text)],
        OrderedDictionary ordered => ordered.Cast<DictionaryEntry>().Select(ParseEntry),
        // A hashtable has no order of its own; columns must not depend on hash seeds.
        IDictionary map => map.Cast<DictionaryEntry>().OrderBy(entry => Text(entry.Key), StringComparer.Ordinal).Select(ParseEntry),
        var other => throw new FormatException($"An aggregate is text or a hashtable, not {other?.GetType().Name ?? "null"}: -Aggregate @{{ Orders = 'count'; Revenue = 'sum Amount' }}."),
    };

    private static Aggregate ParseEntry(DictionaryEntry entry) => Aggregate.Parse(Text(entry.Key), Text(entry.Value));

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
