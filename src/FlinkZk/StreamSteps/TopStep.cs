using System.Globalization;
using FlinkZk.Streams.Runtime;

namespace FlinkZk;

/// <summary>The first records of each key by a value.</summary>
internal sealed record TopStep : StreamStep
{
    public int Count { get; init; }

    public string By { get; init; } = "";

    public string? Key { get; init; }

    public bool Descending { get; init; }

    public bool Rank { get; init; }

    public bool Final { get; init; }

    internal override string Kind => "top";

    internal override string? KeyText => Key;

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} {(Descending ? "greatest" : "least")} by {By}{(Rank ? ", ranked" : "")}{(Final ? ", at the end" : "")}");

    public override void AddTo(StreamBuild build)
    {
        build.KeepRows();
        build.Graph.AddTop(Name, new TopPlan(By, Count) { Key = Key, Descending = Descending, WithRank = Rank, Final = Final }, [.. From]);
    }
}
