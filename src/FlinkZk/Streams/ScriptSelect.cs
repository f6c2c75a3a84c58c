using System.Management.Automation;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A projection: properties that are taken over or computed. One that a record lacks is null, as in Select-Object.</summary>
internal sealed class ScriptSelect : IRowSelector
{
    private readonly IReadOnlyList<SelectedColumn> _columns;
    private readonly RecordScript?[] _scripts;
    private Schema _last = new([]);

    /// <param name="columns">What the records shall have.</param>
    /// <param name="script">Makes a script of a block.</param>
    /// <param name="asked">Properties that are taken over: told at the end where no record had them.</param>
    public ScriptSelect(IReadOnlyList<SelectedColumn> columns, Func<ScriptBlock, RecordScript> script, UnseenColumns asked) =>
        (_columns, _scripts, Asked) = (columns, [.. columns.Select(column => column.Expression is { } block ? script(block) : null)], asked);

    private UnseenColumns Asked { get; }

    /// <inheritdoc/>
    public IRow Select(IRow row, ConfigurationSnapshot configuration)
    {
        Asked.Look(row);
        var (names, values) = (new List<string>(), new List<object?>());
        for (var i = 0; i < _columns.Count; i++)
        {
            if (_columns[i].Name == "*")
                AddAll(row, names, values);
            else
                Add(names, values, _columns[i].Name, _scripts[i] is { } script ? Value(script, row, configuration) : row.TryGetValue(_columns[i].Property!, out var value) ? value : null);
        }

        if (!_last.Names.SequenceEqual(names))
            _last = new Schema(names);
        return new Row(_last, [.. values]);
    }

    private static void AddAll(IRow row, List<string> names, List<object?> values)
    {
        foreach (var name in row.Names)
        {
            row.TryGetValue(name, out var value);
            Add(names, values, name, value);
        }
    }

    // What is said after * wins over what it brought.
    private static void Add(List<string> names, List<object?> values, string name, object? value)
    {
        if (names.FindIndex(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index)
        {
            values[index] = value;
            return;
        }

        names.Add(name);
        values.Add(value);
    }

    private static object? Value(RecordScript script, IRow row, ConfigurationSnapshot configuration)
    {
        var output = script.Run(row, configuration);
        return output.Count switch
        {
            0 => null,
            1 => Plain(output[0]),
            _ => output.Select(Plain).ToArray(),
        };
    }

    private static object? Plain(PSObject? value) => value is { BaseObject: not PSCustomObject } ? value.BaseObject : value;
}
