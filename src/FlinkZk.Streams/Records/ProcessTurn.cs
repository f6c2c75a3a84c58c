using System.Diagnostics.CodeAnalysis;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Records;

/// <summary>What an <see cref="IRowProcess"/> may see and do for the record, or the timer, at hand. What it changes holds when it has returned, and not at all where it fails.</summary>
public sealed class ProcessTurn
{
    private readonly List<(DateTime Time, bool IsSet)> _timers = [];

    internal ProcessTurn()
    {
    }

    /// <summary>The key; null where all records have one.</summary>
    public object? Key { get; internal set; }

    /// <summary>The record's time, or that of the timer, in UTC; null = it has none.</summary>
    public DateTime? Time { get; internal set; }

    /// <summary>How far time has come, in UTC: the watermark, or the clock where timers go by the clock; null = nowhere yet.</summary>
    public DateTime? Now { get; internal set; }

    /// <summary>Whether timers go by the clock.</summary>
    public bool IsByClock { get; internal init; }

    /// <summary>What is kept for the key: names and values that a snapshot can hold (text, numbers, Booleans, times, Guids, arrays and rows of such); null = nothing.</summary>
    public IRow? State { get; set; }

    internal IReadOnlyList<(DateTime Time, bool IsSet)> Timers => _timers;

    /// <summary>A value as it is kept: an integer as Int64, an enumeration as its name, a time in UTC.</summary>
    /// <param name="value">The value; no array and no row.</param>
    /// <param name="kept">What is kept.</param>
    /// <returns>False when no snapshot can hold it.</returns>
    public static bool TryKeep(object value, [NotNullWhen(true)] out object? kept) => Keys.TryWiden(value, out kept);

    /// <summary>Asks for a timer, to the millisecond. Of one time a key has one timer; one that lies behind is due at once.</summary>
    public void SetTimer(DateTime time) => _timers.Add((time, true));

    /// <summary>Takes a timer back, if it stands.</summary>
    public void ClearTimer(DateTime time) => _timers.Add((time, false));

    internal void Begin(object? key, DateTime? time, DateTime? now, IRow? state)
    {
        (Key, Time, Now, State) = (key, time, now, state);
        _timers.Clear();
    }
}
