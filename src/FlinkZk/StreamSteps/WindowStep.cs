using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Windows, and what is computed of each.</summary>
internal sealed record WindowStep : StreamStep
{
    public string? Key { get; init; }

    public TimeSpan? Window { get; init; }

    public TimeSpan? Slide { get; init; }

    public TimeSpan? SessionGap { get; init; }

    public TimeSpan Lateness { get; init; }

    public TimeSpan? EmitEvery { get; init; }

    public IReadOnlyList<Aggregate>? Aggregate { get; init; }

    internal override string Kind => "window";

    internal override string? KeyText => Key;

    public override string Describe()
    {
        var windows = SessionGap is { } gap ? $"sessions that end after {StepText.Duration(gap)}" : $"of {StepText.Duration(Window.GetValueOrDefault())}{(Slide is { } slide ? $" every {StepText.Duration(slide)}" : "")}";
        return $"{windows}: {(Aggregate is null ? "Count=count" : StepText.OneLine(Aggregate.Select(aggregate => aggregate.ToString())))}";
    }

    /// <exception cref="FlinkZkException">The lengths do not fit together.</exception>
    public override void AddTo(StreamBuild build)
    {
        var windows = WindowParameter.Create(Window, Slide, SessionGap)
            ?? throw WindowParameter.Wrong("No window is given.");
        if (Slide > Window)
            build.Warn($"Windows of {StepText.Duration(Window.Value)} every {StepText.Duration(Slide.Value)} leave gaps: a record between two of them is in no result. Windows that overlap have a -Slide shorter than -Window.");
        var plan = new WindowPlan(windows) { Key = Key, AllowedLateness = Lateness, EmitEvery = EmitEvery };
        build.Graph.AddWindow(Name, Aggregate is null ? plan : plan with { Aggregates = Aggregate }, [.. From]);
        build.Windows.Add(Name, new(new WindowColumns(WindowParameter.Step(Window, Slide), Key is not null, build.IsRevisioned), Key is not null));
    }
}
