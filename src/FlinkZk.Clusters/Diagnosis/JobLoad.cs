using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Diagnosis;

/// <summary>How busy a job is, and how far behind; one request a vertex, for figures that Flink has gathered within ten seconds.</summary>
/// <param name="BackPressured">The share of its time that the worst subtask is held back by those behind it, from 0 to 1; null where none tells.</param>
/// <param name="Busy">The share of its time that the busiest subtask is at work; null where none tells.</param>
/// <param name="Watermark">The lowest watermark of all subtasks; null where there is none yet.</param>
/// <param name="WatermarkLag">How far that is behind the clock.</param>
public sealed record JobLoad(double? BackPressured, double? Busy, DateTimeOffset? Watermark, TimeSpan? WatermarkLag)
{
    private const string BackPressuredName = "backPressuredTimeMsPerSecond";
    private const string BusyName = "busyTimeMsPerSecond";
    private const string WatermarkName = "currentInputWatermark";

    // Before the first watermark, and behind the last record, it is the smallest and the largest of all numbers.
    private const double NoTime = 9e18;

    /// <summary>Reads that of a job.</summary>
    /// <exception cref="Http.FlinkException">It could not be read.</exception>
    public static async Task<JobLoad> ReadAsync(FlinkClient client, FlinkJobDetails job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(job);
        var vertices = await Task.WhenAll((job.Vertices ?? []).Select(vertex =>
            client.SummariesAsync($"jobs/{job.Id}/vertices/{vertex.Id}/subtasks", [BackPressuredName, BusyName, WatermarkName], [], cancellationToken))).ConfigureAwait(false);
        return Of([.. vertices.SelectMany(summaries => summaries)], client.Time.GetUtcNow());
    }

    internal static JobLoad Of(IReadOnlyList<FlinkMetricSummary> summaries, DateTimeOffset now)
    {
        var lowest = summaries.Where(summary => summary.Name == WatermarkName && summary.Min is > -NoTime and < NoTime).Min(summary => summary.Min);
        var watermark = lowest is { } known ? new FlinkWatermark(0, (long)known).Time : null;
        return new(Share(BackPressuredName), Share(BusyName), watermark, now - watermark);

        double? Share(string name) => summaries.Where(summary => summary.Name == name && summary.Max is { } most && !double.IsNaN(most)).Max(summary => summary.Max) is { } milliseconds ? Math.Min(milliseconds / 1000, 1) : null;
    }
}
