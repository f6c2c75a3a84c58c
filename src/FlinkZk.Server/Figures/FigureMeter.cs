using System.Diagnostics.Metrics;

namespace FlinkZk.Server.Figures;

/// <summary>
/// The figures as instruments of the framework's own, for OpenTelemetry and <c>dotnet-counters</c>: a meter <c>FlinkZk.Server</c> for each server, told apart by the tag
/// <c>server</c>. Instruments are observed: as long as nobody listens they cost nothing.
/// </summary>
internal sealed class FigureMeter : IDisposable
{
    public const string Name = "FlinkZk.Server";

    private readonly Meter _meter;
    private readonly Func<FigureSource> _source;

    /// <param name="server">What a client connects to.</param>
    /// <param name="source">Where to read; it may change.</param>
    public FigureMeter(string server, Func<FigureSource> source)
    {
        _source = source;
        _meter = new(Name, ServerVersion.Ours, [new("server", server)]);
        foreach (var figure in FigureList.All)
            Add(figure);
    }

    public void Dispose() => _meter.Dispose();

    private void Add(Figure figure)
    {
        var unit = UnitOf(figure.Unit);
        if (figure.Kind == FigureKind.Counter)
            _meter.CreateObservableCounter(figure.Name, () => Number(figure, static value => value.Number), unit, figure.Help);
        else if (figure.Kind == FigureKind.Gauge)
            _meter.CreateObservableGauge(figure.Name, () => Number(figure, static value => value.Number), unit, figure.Help);
        else
        {
            _meter.CreateObservableGauge(figure.Name, () => Quantiles(figure), unit, figure.Help);
            _meter.CreateObservableCounter($"{figure.Name}_count", () => Number(figure, static value => value.Summary!.Count), null, figure.Help);
            _meter.CreateObservableCounter($"{figure.Name}_sum", () => Number(figure, static value => value.Summary!.Sum), unit, figure.Help);
        }
    }

    private Measurement<double>[] Number(Figure figure, Func<FigureValue, double> number) => Read(figure) is { } value ? [new(number(value))] : [];

    private IEnumerable<Measurement<double>> Quantiles(Figure figure) => Read(figure)?.Summary?.Quantiles is { } quantiles
        ? FigureSummary.Asked.Select((asked, i) => new Measurement<double>(quantiles[i], new KeyValuePair<string, object?>("quantile", asked)))
        : [];

    private FigureValue? Read(Figure figure) => figure.Read(_source());

    private static string? UnitOf(FigureUnit unit) => unit switch
    {
        FigureUnit.Bytes => "By",
        FigureUnit.Milliseconds => "ms",
        FigureUnit.Seconds => "s",
        _ => null,
    };
}
