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

    /// <summary>The object, or where the schema types text among its own properties, a copy with these typed: what a script block sees.</summary>
    public PSObject Typed
    {
        get
        {
            if (!types.HasSchema || !CanBeTyped)
                return item;
            var copy = item.Copy();
            foreach (var name in Names)
            {
                if (!TryGetMember(name, out var value) || value is string)
                    continue;
                if (copy.BaseObject is IDictionary entries)
                    entries[name] = value;
                else if (copy.Properties[name] is PSNoteProperty { Value: string } own)
                    own.Value = value;
            }
            return copy;
        }
    }

    public IReadOnlyList<string> Names => _entries is null
        ? [.. item.Properties.Where(property => property.IsGettable).Select(property => property.Name)]
        : [.. _entries.Keys.OfType<string>()];

    public bool TryGetValue(string name, out object? value)
    {
        var found = _entries is null ? TryGetProperty(name, out value) : TryGetEntry(_entries, name, out value);
        value = types.Convert(name, Plain(value));
        return found;
    }

    /// <summary>What <c>$_.name</c> is where it is beyond doubt: an entry by the dictionary's own comparison, or a property of an object that is no list.</summary>
    public bool TryGetMember(string name, out object? value)
    {
        value = null;
        bool found;
        if (_entries is not null)
        {
            found = _entries.Contains(name);
            value = found ? _entries[name] : null;
        }
        else
        {
            found = item.BaseObject is string or not IEnumerable && TryGetProperty(name, out value);
        }
        value = Plain(value);
        if (CanBeTyped)
            value = types.Convert(name, value);
        return found;
    }

    /// <summary>Whether <c>$_.name</c> is anything: an entry, a property, or for a list a property of something in it.</summary>
    public bool HasMember(string name) => _entries?.Contains(name) == true || item.Members[name] is not null || _entries is null && item.BaseObject is IEnumerable and not string;

    // Of another object the properties are the type's, and cannot be typed anew on a copy of it.
    private bool CanBeTyped => _entries is Hashtable or System.Collections.Specialized.OrderedDictionary || item.BaseObject is PSCustomObject;

    // Properties' own look-up ignores case; two names can differ in it only on an adapted object, where the exact one is found first.
    private bool TryGetProperty(string name, out object? value)
    {
        var property = item.Properties[name];
        var found = property is { IsGettable: true };
        try
        {
            value = found ? property!.Value : null;
        }
        catch (GetValueException e)
        {
            throw new RecordException($"The property '{name}' cannot be read: {e.InnerException?.Message ?? e.Message}", e);
        }
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
