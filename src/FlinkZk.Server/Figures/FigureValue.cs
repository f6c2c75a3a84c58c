using FlinkZk.Server.Diagnostics;

namespace FlinkZk.Server.Figures;

/// <summary>What a figure is at one moment: a number, or a summary of many.</summary>
internal readonly record struct FigureValue(double Number, FigureSummary? Summary = null)
{
    public static FigureValue? Of(double? number) => number is { } known ? new(known) : null;
}

/// <summary>Many values at one moment.</summary>
/// <param name="Count">How many.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Min">The least; 0 where there is none.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Quantiles">Those of <see cref="Asked"/>; null where they are not kept, or nothing came.</param>
/// <param name="HasQuantiles">Whether they are kept.</param>
internal sealed record FigureSummary(long Count, double Sum, double Min, double Max, double[]? Quantiles, bool HasQuantiles)
{
    /// <summary>The quantiles that are told: those of Java's mntr, and of its Prometheus provider.</summary>
    public static readonly double[] Asked = [0.5, 0.9, 0.95, 0.99, 0.999];

    public double Average => Count == 0 ? 0 : Sum / Count;

    /// <summary>A quantile, one of <see cref="Asked"/>; 0 where nothing came.</summary>
    public double Quantile(double asked) => Quantiles?[Array.IndexOf(Asked, asked)] ?? 0;

    public static FigureSummary Of(AvgMinMax values, double scale = 1) => new(values.Count, values.Sum * scale, values.Min * scale, values.Max * scale, null, HasQuantiles: false);

    /// <summary>A distribution of times, counted in ticks of <paramref name="time"/>, in milliseconds.</summary>
    public static FigureSummary Of(Distribution times, TimeProvider time)
    {
        var scale = 1000.0 / time.TimestampFrequency;
        var quantiles = times.Quantiles(Asked);
        return Of(times.Total, scale) with { Quantiles = quantiles is null ? null : Array.ConvertAll(quantiles, value => value * scale), HasQuantiles = true };
    }
}
