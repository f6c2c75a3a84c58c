using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Runtime;

/// <summary>What is done with the records of each key.</summary>
/// <param name="Process">Does it.</param>
public sealed record ProcessPlan(IRowProcess Process)
{
    /// <summary>The property that is the key; null = all records have one.</summary>
    public string? Key { get; init; }

    /// <summary>By what its timers go; null = it has none. By the clock, what it puts out has no time.</summary>
    public TimeDomain? Timers { get; init; }
}
