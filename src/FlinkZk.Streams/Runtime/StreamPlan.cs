using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Runtime;

/// <summary>What a job does with its records. Without <see cref="Window"/> the job is stateless: it filters and projects, and records go through.</summary>
public sealed record StreamPlan
{
    private static readonly WatermarkStrategy Monotonous = WatermarkStrategy.ForMonotonousTimestamps();

    /// <summary>The property that holds a record's time. Needed for windows.</summary>
    public string? Time { get; init; }

    /// <summary>The .NET format of times that are not ISO 8601 or epoch milliseconds; without a zone in it they are UTC.</summary>
    public string? TimeFormat { get; init; }

    /// <summary>How watermarks come out of the times. By default times never decrease, and a watermark follows every record.</summary>
    public WatermarkStrategy Watermarks { get; init; } = Monotonous;

    /// <summary>The property by which records are keyed; null = all records are one.</summary>
    public string? Key { get; init; }

    /// <summary>The windows; null = none.</summary>
    public WindowAssigner? Window { get; init; }

    /// <summary>How long after its end a window still takes records, and fires again with each.</summary>
    public TimeSpan AllowedLateness { get; init; }

    /// <summary>How often, in event time, a window gives the result of what it holds so far, before its end; null = only at its end.</summary>
    public TimeSpan? EmitEvery { get; init; }

    /// <summary>What is computed of each window, in the results' order; by default the number of records.</summary>
    public IReadOnlyList<Aggregate> Aggregates { get; init; } = WindowPlan.CountOfRecords;

    /// <summary>Which records go on; null = all. Records that it leaves out still move time.</summary>
    public IRowPredicate? Where { get; init; }

    /// <summary>What goes on in place of each record; null = the record. Key and aggregates read from it, the time does not.</summary>
    public IRowSelector? Select { get; init; }

    /// <summary>The number of records that travel together, and the distance between two looks at the configuration. Results do not depend on it otherwise.</summary>
    public int BatchSize { get; init; } = RecordBatch.DefaultCapacity;

    /// <summary>Whether windows are worked on a record at a time by the operator that is the rule, also where a faster one would give the same.</summary>
    internal bool ByRule { get; init; }

    /// <summary>Its windows with all that belongs to them; null = none.</summary>
    internal WindowPlan? Windows => Window is null ? null : new(Window) { Key = Key, AllowedLateness = AllowedLateness, EmitEvery = EmitEvery, Aggregates = Aggregates, ByRule = ByRule };

    /// <summary>Checks that the parts fit together. A job does it too when it is made.</summary>
    /// <exception cref="StreamException">Names what is wrong (<see cref="StreamErrorId.InvalidPlan"/>).</exception>
    public void Validate()
    {
        if (BatchSize is < 1 or > RecordBatch.MaxCapacity)
            throw Invalid($"The batch size is {BatchSize}.", $"Choose 1 to {RecordBatch.MaxCapacity}.");
        if (Window is null)
            RequireNoWindowParts();
        else
            RequireWindowParts();
    }

    /// <summary>A part that only windows need would be ignored in silence.</summary>
    private void RequireNoWindowParts()
    {
        var superfluous = Time is not null || TimeFormat is not null ? "time"
            : Key is not null ? "key"
            : AllowedLateness != TimeSpan.Zero ? "lateness"
            : EmitEvery is not null ? "interval of early results"
            : Watermarks != Monotonous ? "watermark strategy"
            : Aggregates != WindowPlan.CountOfRecords ? "list of aggregates"
            : null;
        if (superfluous is not null)
            throw Invalid($"{(superfluous[0] is 'i' ? "An" : "A")} {superfluous} is given, but no window.", $"Give a window, or leave the {superfluous} out.");
    }

    private void RequireWindowParts()
    {
        if (string.IsNullOrEmpty(Time))
            throw Invalid("Windows need the time of each record.", "Name the property that holds it.");
        if (Watermarks.Idleness is not null && Watermarks.Emission.Interval is null)
            throw Invalid("Idleness is measured by the clock, but watermarks are emitted by count of records.", "Emit watermarks by interval, or leave the idleness out.");
        Windows!.Validate();
    }

    private static StreamException Invalid(string message, string action) => new(StreamErrorId.InvalidPlan, message, action);
}
