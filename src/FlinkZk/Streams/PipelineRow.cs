using System.Collections;
using System.Management.Automation;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>An object of the pipeline as a record: its properties, or the entries of a hashtable.</summary>
/// <param name="item">The object.</param>
/// <param name="types">What text among its properties stands for.</param>
internal sealed class PipelineRow(PSObject item, PipelineTypes types) : IRow
{
    private readonly IDictionary? _entries = item.BaseObject as IDictionary;

    public PSObject Object => item;

    public IReadOnlyList<string> Names => _entries is null
        ? [.. item.Properties.Where(property => property.IsGettable).Select(property => property.Name)]
        : [.. _entries.Keys.OfType<string>()];

    public bool TryGetValue(string name, out object? value)
    {
        var found = _entries is null ? TryGetProperty(name, out value) : TryGetEntry(_entries, name, out value);
        value = types.Convert(name, Plain(value));
        return found;
    }

    // Properties' own look-up ignores case; two names can differ in it only on an adapted object, where the exact one is found first.
    private bool TryGetProperty(string name, out object? value)
    {
        var property = item.Properties[name];
        var found = property is { IsGettable: true };
        value = found ? property!.Value : null;
        return found;
    }

    private static bool TryGetEntry(IDictionary entries, string name, out object? value)
    {
        var key = entries.Contains(name)
            ? name
            : entries.Keys.OfType<string>().FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
        value = key is null ? null : entries[key];
        return key is not null;
    }

    private static object? Plain(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
