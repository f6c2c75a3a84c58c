namespace FlinkZk.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit">The unit of <paramref name="Samples"/>: ms, M/s ...</param>
/// <param name="Samples">One figure a run, warm-up left out.</param>
/// <param name="Bar">The figure that we want, with its relation; null where there is none.</param>
internal sealed record Result(string What, string Unit, IReadOnlyList<double> Samples, string? Bar = null)
{
    public double Median => Samples.Order().ElementAt(Samples.Count / 2);
}
