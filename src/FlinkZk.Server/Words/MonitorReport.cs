using System.Globalization;
using System.Text;
using System.Text.Json;
using FlinkZk.Server.Figures;

namespace FlinkZk.Server.Words;

/// <summary>mntr: the figures that Apache has, by its names, as lines and as JSON (<c>MonitorCommand</c>, <c>ServerMetrics</c>).</summary>
internal static class MonitorReport
{
    // What of a time Apache tells in its finer way.
    private static readonly Figure[] Finer = [FigureList.ReadLatency, FigureList.UpdateLatency, FigureList.QueueTime];
    private static readonly (string Name, double Quantile)[] Quantiles = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999)];

    public static void Write(StringBuilder text, ServerReport report)
    {
        Put("version", ServerVersion.Told);
        Put("server_state", report.Mode);
        foreach (var (name, value) in Rows(report.Source))
            Put(name, value);

        void Put(string name, string value) => text.Append("zk_").Append(name).Append('\t').Append(value).Append('\n');
    }

    public static void Write(Utf8JsonWriter json, ServerReport report)
    {
        json.WriteString("version", ServerVersion.Told);
        json.WriteString("server_state", report.Mode);
        foreach (var (name, value) in Rows(report.Source))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }
    }

    private static IEnumerable<(string Name, string Value)> Rows(FigureSource source)
    {
        foreach (var (figure, value) in source.ReadAll(FigureList.All.Where(static figure => !figure.Ours)))
        {
            if (value.Summary is not { } summary)
            {
                yield return (figure.Name, Number(value.Number, figure.Format));
                continue;
            }
            yield return ($"avg_{figure.Name}", Number(summary.Average, "0.0###"));
            yield return ($"min_{figure.Name}", Whole(summary.Min));
            yield return ($"max_{figure.Name}", Whole(summary.Max));
            yield return ($"cnt_{figure.Name}", Whole(summary.Count));
            yield return ($"sum_{figure.Name}", Whole(summary.Sum));
            if (Finer.Contains(figure))
            {
                foreach (var (name, quantile) in Quantiles)
                    yield return ($"{name}_{figure.Name}", Whole(summary.Quantile(quantile)));
            }
        }
    }

    private static string Whole(double number) => Number(Math.Floor(number), "0");

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
