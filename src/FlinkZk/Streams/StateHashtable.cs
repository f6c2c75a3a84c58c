using System.Collections;
using System.Management.Automation;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>What is kept for a key, as <c>$state</c> has it: a hashtable of values that a snapshot can hold.</summary>
internal static class StateHashtable
{
    // So deep nothing of use is nested, and what holds itself ends here.
    private const int MostLevels = 16;

    public static Hashtable Of(IRow? row)
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        if (row is not null)
        {
            foreach (var name in row.Names)
            {
                row.TryGetValue(name, out var value);
                table[name] = Shown(value);
            }
        }

        return table;
    }

    /// <exception cref="RecordException">It is no table, or a value is none that can be kept.</exception>
    public static IRow? ToRow(object? state)
    {
        var row = (state is PSObject wrapped ? wrapped.BaseObject : state) switch
        {
            null => null,
            IDictionary entries => RowOf(entries, "$state", 1),
            _ => throw new RecordException($"$state is a {TypeOf(state!)}, and has to be a hashtable: set its entries, as in $state.Count = 1."),
        };
        return row is { Names.Count: > 0 } ? row : null;
    }

    private static object? Shown(object? value) => value switch
    {
        IRow row => Of(row),
        object?[] items => Array.ConvertAll(items, Shown),
        _ => value,
    };

    private static Row RowOf(IDictionary entries, string path, int level)
    {
        // In one order, so that equal states are equal in a snapshot.
        var sorted = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in entries)
        {
            if (entry.Key is not string name)
                throw new RecordException($"{path} has an entry of the name '{entry.Key}', which is a {TypeOf(entry.Key)} and has to be text.");
            sorted.Add(name, Kept(entry.Value, $"{path}.{name}", level));
        }

        return new Row(new Schema([.. sorted.Keys]), [.. sorted.Values]);
    }

    private static object? Kept(object? value, string path, int level)
    {
        if (level > MostLevels)
            throw new RecordException($"{path} is nested more than {MostLevels} levels deep.");
        return value switch
        {
            PSObject { BaseObject: PSCustomObject } item => RowOf(item.Properties.ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal), path, level + 1),
            PSObject item => Kept(item.BaseObject, path, level),
            null => null,
            TimeSpan => throw new RecordException($"{path} is a TimeSpan, which cannot be kept: keep its TotalSeconds."),
            _ when ProcessTurn.TryKeep(value, out var wide) => wide,
            IDictionary entries => RowOf(entries, path, level + 1),
            IEnumerable items => items.Cast<object?>().Select((item, at) => Kept(item, $"{path}[{at}]", level + 1)).ToArray(),
            _ => throw new RecordException($"{path} is a {TypeOf(value)}, which cannot be kept: keep text, numbers, Booleans, times, Guids, and arrays and hashtables of them."),
        };
    }

    private static string TypeOf(object value) => LanguagePrimitives.ConvertTo<string>((value is PSObject item ? item.BaseObject : value).GetType());
}
