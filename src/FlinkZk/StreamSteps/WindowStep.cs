using System.Globalization;
using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Time;
using FlinkZk.Streams.Windows;

namespace FlinkZk;

/// <summary>Windows, and what is computed of each.</summary>
internal sealed record WindowStep : StreamStep
{
    public string? Key { get; init; }

    public TimeSpan? Window { get; init; }

    public TimeSpan? Slide { get; init; }

    public TimeSpan? SessionGap { get; init; }

    public long? Count { get; init; }

    public long? CountSlide { get; init; }

    public bool Global { get; init; }

    public bool ProcessingTime { get; init; }

    public string? Trigger { get; init; }

    public bool Purge { get; init; }

    public TimeSpan? Timeout { get; init; }

    public string? Keep { get; init; }

    public bool KeepAfter { get; init; }

    public TimeSpan Lateness { get; init; }

    public TimeSpan? EmitEvery { get; init; }

    public IReadOnlyList<Aggregate>? Aggregate { get; init; }

    internal override string Kind => "window";

    internal override string? KeyText => Key;

    internal override string Runs => Reason is null ? "batches" : "records";

    internal override string? Reason => Plan().WhyByRecord;

    // Windows of records, or one window, have no times of their own.
    private bool IsOfAllTimes => Count is not null || Global;

    public override string Describe()
    {
        var slide = Slide is { } step ? $" every {StepText.Duration(step)}" : CountSlide is { } records ? string.Create(CultureInfo.InvariantCulture, $" every {records:N0}") : "";
        var windows = Global ? "of all records"
            : Count is { } count ? string.Create(CultureInfo.InvariantCulture, $"of {count:N0} records{slide}")
            : SessionGap is { } gap ? $"sessions that end after {StepText.Duration(gap)}"
            : $"of {StepText.Duration(Window.GetValueOrDefault())}{slide}";
        string[] more =
        [
            .. ProcessingTime ? ["by the clock"] : Array.Empty<string>(),
            .. Trigger is null ? [] : new[] { $"results {Trigger}" },
            .. Timeout is { } timeout ? [$"results after {StepText.Duration(timeout)}"] : Array.Empty<string>(),
            .. Purge ? ["then empty"] : Array.Empty<string>(),
            .. Keep is null ? [] : new[] { $"keeps {Keep}{(KeepAfter ? " after it" : "")}" },
        ];
        return $"{string.Join(", ", more.Prepend(windows))}: {(Aggregate is null ? "Count=count" : StepText.OneLine(Aggregate.Select(aggregate => aggregate.ToString())))}";
    }

    /// <exception cref="FlinkZkException">What is said of them does not fit together.</exception>
    public override void AddTo(StreamBuild build)
    {
        if (Slide > Window)
            build.Warn($"Windows of {StepText.Duration(Window.Value)} every {StepText.Duration(Slide.Value)} leave gaps: a record between two of them is in no result. Windows that overlap have a -Slide shorter than -Window.");
        var plan = Plan();
        build.Graph.AddWindow(Name, Aggregate is null ? plan : plan with { Aggregates = Aggregate }, [.. From]);
        build.Windows.Add(Name, new(new WindowColumns(WindowParameter.Step(Window, Slide), Key is not null, build.IsRevisioned), Key is not null));
    }

    /// <summary>What the engine is told.</summary>
    /// <exception cref="FlinkZkException">What is said of them does not fit together.</exception>
    /// <exception cref="FormatException">A trigger, or what is kept, is none.</exception>
    public WindowPlan Plan()
    {
        var kinds = new[] { Window is not null, SessionGap is not null, Count is not null, Global }.Count(given => given);
        if (kinds > 1)
            throw WindowParameter.Wrong("Windows of one kind are given, not of several: -Window, -SessionGap, -Count or -Global.");
        if (CountSlide is not null && Count is null)
            throw WindowParameter.Wrong("-CountSlide says how often windows of -Count records begin: give both.");
        if (Count is not null && (Trigger is not null || Keep is not null || Purge || KeepAfter))
            throw WindowParameter.Wrong("Windows of -Count records give their results when they are full, and begin anew: -Trigger, -Purge and -Keep do not go with it. -Global takes them.");
        if (KeepAfter && Keep is null)
            throw WindowParameter.Wrong("-KeepAfter says when records go that -Keep does not keep: give both.");
        if (IsOfAllTimes && ProcessingTime)
            throw WindowParameter.Wrong("Windows of records, or of all of them, go by no time: leave -ProcessingTime out.");
        var assigner = IsOfAllTimes ? new GlobalWindows() : WindowParameter.Create(Window, Slide, SessionGap, ProcessingTime ? TimeDomain.Processing : TimeDomain.Event) ?? throw WindowParameter.Wrong("No window is given.");
        return new(assigner) { Key = Key, AllowedLateness = Lateness, EmitEvery = EmitEvery, Trigger = TriggerOf(), Keep = KeepOf() };
    }

    private WindowTrigger? TriggerOf()
    {
        // Full windows begin anew; those that overlap keep what the next one has as well.
        var trigger = Count is not null ? WindowTrigger.EveryRecords(CountSlide ?? Count.Value) with { Purges = CountSlide is null }
            : Trigger is not null ? TriggerText.Trigger(Trigger)
            : Purge || Timeout is not null ? WindowTrigger.OnTime
            : null;
        return trigger is null ? null : trigger with { Purges = trigger.Purges || Purge, Timeout = Timeout };
    }

    private WindowKeep? KeepOf() => CountSlide is not null ? WindowKeep.Last((int)Math.Min(Count!.Value, int.MaxValue)) : Keep is null ? null : TriggerText.Keep(Keep) with { AfterFiring = KeepAfter };
}
