using System.Collections;
using System.Management.Automation;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>An object of the pipeline as a record: its properties, or the entries of a hashtable.</summary>
/// <param name="item">The object.</param>
internal sealed class PipelineRow(PSObject item) : IRow
{
    private readonly IDictionary? _entries = item.BaseObject as IDictionary;

    public PSObject Object => item;

    public IReadOnlyList<string> Names => _entries is null
        ? [.. item.Properties.Where(property => property.IsGettable).Select(property => property.Name)]
        : [.. _entries.Keys.OfType<string>()];

    public bool TryGetValue(string name, out object? value)
    {
        value = null;
        if (_entries is not null)
            return TryGetEntry(_entries, name, out value);

        // Properties' own look-up ignores case; two names can differ in it only on an adapted object, where the exact one is found first.
        if (item.Properties[name] is not { IsGettable: true } property)
            return false;
        value = Plain(property.Value);
        return true;
    }

    private static bool TryGetEntry(IDictionary entries, string name, out object? value)
    {
        value = null;
        var key = entries.Contains(name)
            ? name
            : entries.Keys.OfType<string>().FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (key is null)
            return false;
        value = Plain(entries[key]);
        return true;
    }

    private static object? Plain(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
