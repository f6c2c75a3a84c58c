using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Time;
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

    /// <summary>When windows give their results; null = at their end.</summary>
    public WindowTrigger? Trigger { get; init; }

    /// <summary>Which of its records a window keeps when it gives a result; null = all.</summary>
    public WindowKeep? Keep { get; init; }

    /// <summary>What is computed of each window, in the results' order; by default the number of records.</summary>
    public IReadOnlyList<Aggregate> Aggregates { get; init; } = CountOfRecords;

    /// <summary>Whether windows are worked on a record at a time by the operator that is the rule, also where a faster one would give the same.</summary>
    internal bool ByRule { get; init; }

    /// <summary>Why its windows are worked on a record at a time; null where it is a batch at a time. The results are the same.</summary>
    public string? WhyByRecord => WindowPath.WhyByRule(this);

    /// <summary>Checks that the parts fit together.</summary>
    /// <exception cref="StreamException">Names what is wrong (<see cref="StreamErrorId.InvalidPlan"/>).</exception>
    public void Validate()
    {
        if (AllowedLateness < TimeSpan.Zero)
            throw Invalid($"The allowed lateness is {AllowedLateness}.", "Choose zero or more.");
        if (EmitEvery < TimeSpan.FromMilliseconds(1))
            throw Invalid($"Windows would give results every {EmitEvery}.", "Choose 1 ms or more.");
        if (AllowedLateness > TimeSpan.Zero && Window.Domain != TimeDomain.Event)
            throw Invalid("By the clock no record is late, and a lateness is given.", "Leave the lateness out.");
        if (Window is GlobalWindows && Trigger is null)
            throw Invalid("One window for all records never ends, and nothing says when it gives a result.", "Give it a trigger.");
        if (EmitEvery is not null && (Trigger is not null || Window.Domain != TimeDomain.Event))
            throw Invalid("Early results come in event time, and not beside a trigger.", "Leave one of them out.");
        if (Window.IsMerging && (Trigger?.Property is not null || Trigger?.Timeout is not null))
            throw Invalid("Sessions become one, and a trigger by a number or with a timeout cannot.", "Choose other windows, or another trigger.");
        if (Aggregates.Count == 0)
            throw Invalid("There is no aggregate.", "Give at least one, such as 'count'.");
        var twice = Aggregates.GroupBy(a => a.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any());
        if (twice is not null)
            throw Invalid($"Two aggregates are called '{twice.Key}'.", "Give each a name of its own: 'Total=sum Amount'.");
    }

    internal Trigger CreateTrigger() => EmitEvery is { } interval ? new ContinuousEventTimeTrigger(interval.Ticks / TimeSpan.TicksPerMillisecond) : (Trigger ?? WindowTrigger.OnTime).Create(Window.Domain);

    private static StreamException Invalid(string message, string action) => new(StreamErrorId.InvalidPlan, message, action);
}
