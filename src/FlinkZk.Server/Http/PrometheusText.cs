using System.Globalization;
using System.Text;
using FlinkZk.Server.Figures;

namespace FlinkZk.Server.Http;

/// <summary>Figures in Prometheus' text format 0.0.4 (prometheus.io, Exposition formats).</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(FigureSource source, string state)
    {
        var text = new StringBuilder();
        Head(text, "zookeeper_server_info", "gauge", "1, with what the server is.");
        text.Append("zookeeper_server_info{version=\"").Append(Label(ServerVersion.Told)).Append("\",state=\"").Append(Label(state)).Append("\"} 1\n");
        foreach (var (figure, value) in source.ReadAll(FigureList.All))
            Append(text, figure, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Figure figure, FigureValue value)
    {
        Head(text, figure.Name, figure.Kind.ToString().ToLowerInvariant(), figure.Help);
        if (value.Summary is not { } summary)
        {
            text.Append(CultureInfo.InvariantCulture, $"{figure.Name} {Number(value.Number)}\n");
            return;
        }
        if (summary.HasQuantiles)
        {
            foreach (var (asked, i) in FigureSummary.Asked.Select(static (asked, i) => (asked, i)))
                text.Append(CultureInfo.InvariantCulture, $"{figure.Name}{{quantile=\"{asked}\"}} {Number(summary.Quantiles?[i] ?? double.NaN)}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"{figure.Name}_sum {Number(summary.Sum)}\n{figure.Name}_count {summary.Count}\n");
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal))
            .Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static string Label(string value) => value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    private static string Number(double value) => double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);
}
