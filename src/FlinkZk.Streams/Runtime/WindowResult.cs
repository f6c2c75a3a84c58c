using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Runtime;

/// <summary>What a window of one key amounts to, at the moment when it fires. With allowed lateness a window may fire again, with more records in it.</summary>
public sealed class WindowResult : IRow
{
    private readonly object?[] _values;

    internal WindowResult(string step, TimeWindow window, object? key, long revision, IReadOnlyList<string> names, object?[] values)
    {
        Step = step;
        IsOfAllTimes = window == TimeWindow.Global;
        Start = IsOfAllTimes ? DateTime.MinValue : EpochTime.ToDateTime(window.Start);
        End = IsOfAllTimes ? DateTime.MaxValue : EpochTime.ToDateTime(window.End);
        Key = key;
        Revision = revision;
        Names = names;
        _values = values;
    }

    /// <summary>The name of the step whose window it was.</summary>
    public string Step { get; }

    /// <summary>Whether the window has neither beginning nor end, as windows of so many records have none.</summary>
    public bool IsOfAllTimes { get; }

    /// <summary>The first moment of the window, UTC.</summary>
    public DateTime Start { get; }

    /// <summary>The first moment after it, UTC.</summary>
    public DateTime End { get; }

    /// <summary>The key: Int64, Double, Decimal, String, Boolean, DateTime (UTC) or Guid; null where the plan names no key.</summary>
    public object? Key { get; }

    /// <summary>The configuration's revision under which the window fired.</summary>
    public long Revision { get; }

    /// <summary>The aggregates' names, in the plan's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The aggregates' values, in the same order.</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>What it has as a record: start, end, key (where there is one), the aggregates, revision.</summary>
    IReadOnlyList<string> IRow.Names => [.. IsOfAllTimes ? [] : new[] { nameof(Start), nameof(End) }, .. Key is null ? [] : new[] { nameof(Key) }, .. Names, nameof(Revision)];

    /// <inheritdoc/>
    bool IRow.TryGetValue(string name, out object? value)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (!string.Equals(Names[i], name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = _values[i];
            return true;
        }

        (var found, value) = name.ToUpperInvariant() switch
        {
            "START" => (true, Start),
            "END" => (true, End),
            "KEY" => (true, Key),
            "REVISION" => (true, (object?)Revision),
            _ => (false, null),
        };
        return found;
    }

    /// <summary>An aggregate's value by its name.</summary>
    /// <param name="name">The name, as the plan spells it.</param>
    /// <exception cref="KeyNotFoundException">There is no such aggregate.</exception>
    public object? this[string name]
    {
        get
        {
            for (var i = 0; i < Names.Count; i++)
            {
                if (string.Equals(Names[i], name, StringComparison.Ordinal))
                    return _values[i];
            }

            throw new KeyNotFoundException($"The result has no aggregate '{name}'; it has {string.Join(", ", Names)}.");
        }
    }
}
