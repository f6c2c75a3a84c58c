using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>Records as PowerShell sees them: the user's own object where one came down the pipeline, else one made on demand.</summary>
internal static class RowObject
{
    public static PSObject Of(IRow row)
    {
        if (row is PipelineRow own)
            return own.Object;
        var made = new PSObject();
        foreach (var name in row.Names)
        {
            row.TryGetValue(name, out var value);
            made.Properties.Add(new PSNoteProperty(name, OfValue(value)), preValidated: true);
        }
        return made;
    }

    /// <summary>As <see cref="Of"/>, for keeping: whoever pipes one hashtable for all records changes it with the next.</summary>
    public static PSObject ToKeep(IRow row) => row is PipelineRow { Object: { BaseObject: PSCustomObject or Hashtable or OrderedDictionary } own } ? own.Copy() : Of(row);

    // What is nested in JSON is the engine's row, too.
    private static object? OfValue(object? value) => value switch
    {
        IRow nested => Of(nested),
        object?[] items => Array.ConvertAll(items, OfValue),
        _ => value,
    };

    /// <summary>The record as <c>$_</c> of a script block: as the schema types it.</summary>
    public static PSObject ForScript(IRow row) => row is PipelineRow own ? own.Typed : Of(row);

    /// <summary>What <c>$_.name</c> is in a script block, if the record has it of itself.</summary>
    public static bool TryGetMember(IRow row, string name, out object? value) =>
        row is PipelineRow own ? own.TryGetMember(name, out value) : TryGetPlain(row, name, out value);

    private static bool TryGetPlain(IRow row, string name, out object? value)
    {
        var found = row.TryGetValue(name, out value);
        value = OfValue(value);
        return found;
    }

    /// <summary>Whether <c>$_.name</c> finds something in a script block.</summary>
    public static bool HasMember(IRow row, string name) => row is PipelineRow own ? own.HasMember(name) : row.TryGetValue(name, out _);
}
