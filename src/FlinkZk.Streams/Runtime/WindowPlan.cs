using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Runtime;

/// <summary>What is done in windows.</summary>
/// <param name="Window">The windows.</param>
public sealed record WindowPlan(WindowAssigner Window)
{
    /// <summary>What is computed where nothing else is said: the number of records.</summary>
    internal static readonly IReadOnlyList<Aggregate> CountOfRecords = [new("Count", AggregateFunction.Count, null)];

    /// <summary>The property by which records are keyed: each key has windows of its own; null = all records are one.</summary>
    public string? Key { get; init; }

    /// <summary>How long after its end a window still takes records, and fires again with each.</summary>
    public TimeSpan AllowedLateness { get; init; }

    /// <summary>How often, in event time, a window gives the result of what it holds so far, before its end; null = only at its end.</summary>
    public TimeSpan? EmitEvery { get; init; }

    /// <summary>What is computed of each window, in the results' order; by default the number of records.</summary>
    public IReadOnlyList<Aggregate> Aggregates { get; init; } = CountOfRecords;

    /// <summary>Whether windows are worked on a record at a time by the operator that is the rule, also where a faster one would give the same.</summary>
    internal bool ByRule { get; init; }

    /// <summary>Checks that the parts fit together.</summary>
    /// <exception cref="StreamException">Names what is wrong (<see cref="StreamErrorId.InvalidPlan"/>).</exception>
    public void Validate()
    {
        if (AllowedLateness < TimeSpan.Zero)
            throw Invalid($"The allowed lateness is {AllowedLateness}.", "Choose zero or more.");
        if (EmitEvery < TimeSpan.FromMilliseconds(1))
            throw Invalid($"Windows would give results every {EmitEvery}.", "Choose 1 ms or more.");
        if (Aggregates.Count == 0)
            throw Invalid("There is no aggregate.", "Give at least one, such as 'count'.");
        var twice = Aggregates.GroupBy(a => a.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any());
        if (twice is not null)
            throw Invalid($"Two aggregates are called '{twice.Key}'.", "Give each a name of its own: 'Total=sum Amount'.");
    }

    private static StreamException Invalid(string message, string action) => new(StreamErrorId.InvalidPlan, message, action);
}
