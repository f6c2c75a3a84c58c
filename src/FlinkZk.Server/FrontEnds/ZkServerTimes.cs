using System.Globalization;
using FlinkZk.Server.Figures;

namespace FlinkZk.Server.FrontEnds;

/// <summary>How long something took, in milliseconds, over the last five minutes; or since it was last asked, if that is longer ago.</summary>
/// <param name="Count">How often since the start.</param>
/// <param name="Median">Half took no longer.</param>
/// <param name="P95">95 of 100 took no longer.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Max">The longest since the start.</param>
public readonly record struct ZkServerTimes(long Count, double Median, double P95, double P99, double Max)
{
    internal static ZkServerTimes Of(FigureSummary? summary) => summary is null ? default
        : new(summary.Count, Time(summary.Quantile(0.5)), Time(summary.Quantile(0.95)), Time(summary.Quantile(0.99)), Time(summary.Max));

    /// <summary>The quantiles in milliseconds.</summary>
    public override string ToString() => Count == 0 ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"median {Median} ms, p95 {P95} ms, p99 {P99} ms");

    private static double Time(double milliseconds) => Math.Round(milliseconds, 3);
}
