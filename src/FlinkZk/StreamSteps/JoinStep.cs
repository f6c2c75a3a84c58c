using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>Records of two streams, joined.</summary>
internal sealed record JoinStep : StreamStep
{
    /// <summary>The outputs of the right side.</summary>
    public IReadOnlyList<string> Other { get; init; } = [];

    public string? Key { get; init; }

    public string? OtherKey { get; init; }

    public TimeSpan? Before { get; init; }

    public TimeSpan? After { get; init; }

    public TimeSpan? Window { get; init; }

    public TimeSpan? Slide { get; init; }

    public TimeSpan? SessionGap { get; init; }

    public JoinKind Join { get; init; }

    public string Prefix { get; init; } = "Other";

    internal override string Kind => "join";

    internal override string? KeyText => Key is null ? null : Key == OtherKey ? Key : $"{Key}={OtherKey}";

    internal override IEnumerable<string> Inputs => From.Concat(Other);

    private bool IsWindowed => Window is not null || SessionGap is not null;

    public override string Describe()
    {
        var how = Before is { } before && After is { } after ? before == after ? $"within {StepText.Duration(before)}" : $"up to {StepText.Duration(before)} before and {StepText.Duration(after)} after"
            : IsWindowed ? $"in {(SessionGap is { } gap ? $"sessions that end after {StepText.Duration(gap)}" : $"windows of {StepText.Duration(Window.GetValueOrDefault())}{(Slide is { } slide ? $" every {StepText.Duration(slide)}" : "")}")}"
            : "as of its time";
        return $"{Join.ToString().ToLowerInvariant()} with {StepText.OneLine(Other)} {how}";
    }

    public override StreamStep Renamed(string name, Func<string, string> rename) => this with { Name = name, From = [.. From.Select(rename)], Other = [.. Other.Select(rename)] };

    /// <exception cref="FlinkZkException">The lengths do not fit together.</exception>
    public override void AddTo(StreamBuild build)
    {
        build.KeepRows();
        var plan = new JoinPlan { Left = From, Right = Other, LeftKey = Key, RightKey = OtherKey, Kind = Join, Prefix = Prefix };
        if (Before is { } before && After is { } after)
            build.Graph.AddIntervalJoin(Name, plan, -before, after);
        else if (IsWindowed)
            build.Graph.AddWindowJoin(Name, plan, WindowParameter.Create(Window, Slide, SessionGap)!);
        else
            build.Graph.AddTemporalJoin(Name, plan);
    }
}
