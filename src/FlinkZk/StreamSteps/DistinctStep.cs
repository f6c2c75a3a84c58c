using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>One record of each key.</summary>
internal sealed record DistinctStep : StreamStep
{
    public string Key { get; init; } = "";

    public bool Last { get; init; }

    public bool Final { get; init; }

    internal override string Kind => "distinct";

    internal override string? KeyText => Key;

    public override string Describe() => $"the {(Last ? "latest" : "first")} record{(Final ? ", at the end" : "")}";

    public override void AddTo(StreamBuild build)
    {
        build.KeepRows();
        build.Graph.AddDistinct(Name, new DistinctPlan(Key) { KeepLast = Last, Final = Final }, [.. From]);
    }
}
