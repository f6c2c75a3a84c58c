using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Properties as Select-Object takes them: names, *, <c>@{ Name = 'Eur'; Expression = { } }</c>; or briefly <c>@{ Eur = { $_.Price * 0.9 }; Price = 'Amount' }</c>.</summary>
internal static class SelectParameter
{
    /// <exception cref="FormatException">Says what is wrong and shows the right form.</exception>
    public static IReadOnlyList<SelectedColumn> Parse(object[] values)
    {
        var columns = values.SelectMany(ParseOne).ToArray();
        var twice = columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any());
        return twice is null ? columns : throw new FormatException($"Two properties are called '{twice.Key}'.");
    }

    private static IEnumerable<SelectedColumn> ParseOne(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string name => [new(name) { Property = name }],
        IDictionary entries when Entry(entries, "Name", "n", "Label", "l") is { } name && Entry(entries, "Expression", "e") is { } expression => [Column(Text(name), expression)],
        // A hashtable has no order of its own; columns must not depend on hash seeds.
        Hashtable entries => entries.Cast<DictionaryEntry>().OrderBy(entry => Text(entry.Key), StringComparer.Ordinal).Select(entry => Column(Text(entry.Key), entry.Value)),
        IDictionary entries => entries.Cast<DictionaryEntry>().Select(entry => Column(Text(entry.Key), entry.Value)),
        var other => throw Wrong($"A property is a name or a hashtable, not {other?.GetType().Name ?? "null"}"),
    };

    private static SelectedColumn Column(string name, object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        ScriptBlock block => new(name) { Expression = block },
        string property => new(name) { Property = property },
        _ => throw Wrong($"'{name}' is neither a property's name nor a block"),
    };

    private static object? Entry(IDictionary entries, params string[] names) =>
        entries.Count == 2 ? entries.Cast<DictionaryEntry>().FirstOrDefault(entry => names.Contains(Text(entry.Key), StringComparer.OrdinalIgnoreCase)).Value : null;

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static FormatException Wrong(string problem) => new($"{problem}: -Property At, @{{ Eur = {{ $_.Price * 0.9 }} }}.");
}
