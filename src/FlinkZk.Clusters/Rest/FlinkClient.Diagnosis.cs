using System.Globalization;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

public sealed partial class FlinkClient
{
    // A file of a TaskManager travels to the JobManager first.
    private static readonly TimeSpan FileTimeout = TimeSpan.FromMinutes(2);

    // Flink looks when it is asked, and answers at once that it does.
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(250);
    private const int Looks = 40;

    /// <summary>A job's plan: what runs together, in the order in which Flink tells it.</summary>
    public async Task<IReadOnlyList<FlinkPlanNode>> PlanAsync(string id, CancellationToken cancellationToken = default) =>
        (await GetAsync($"jobs/{Escaped(id)}/plan", FlinkJson.Default.JobPlanBody, cancellationToken).ConfigureAwait(false)).Plan!.Nodes!;

    /// <summary>The log files of a process.</summary>
    /// <param name="taskManager">The TaskManager; null for the JobManager that answers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FlinkLogFile>> LogsAsync(string? taskManager, CancellationToken cancellationToken = default) =>
        (await GetAsync($"{Process(taskManager)}/logs", FlinkJson.Default.LogsBody, cancellationToken).ConfigureAwait(false)).Files!.Where(file => IsId(file.Name)).ToArray();

    /// <summary>The end of a log file. Flink sends the whole of it, whatever is wanted; what is not is not kept.</summary>
    /// <param name="taskManager">The TaskManager; null for the JobManager that answers.</param>
    /// <param name="name">The file.</param>
    /// <param name="skip">How many bytes in front are left out.</param>
    /// <param name="most">How many bytes at the end are kept at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The bytes, and how many the file has in all.</returns>
    public async Task<(ReadOnlyMemory<byte> Bytes, long Size)> LogAsync(string? taskManager, string name, long skip, int most, CancellationToken cancellationToken = default)
    {
        var end = new EndOfBody(skip, most);
        var call = FlinkCall.Get($"{Process(taskManager)}/logs/{Escaped(name)}") with { Reader = end.ReadAsync, TryTimeout = FileTimeout, Timeout = FileTimeout };
        var answer = await _http.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return (answer.Body, end.Size);
    }

    /// <summary>The threads of a process.</summary>
    /// <param name="taskManager">The TaskManager; null for the JobManager that answers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FlinkThread>> ThreadsAsync(string? taskManager, CancellationToken cancellationToken = default) =>
        (await GetAsync($"{Process(taskManager)}/thread-dump", FlinkJson.Default.ThreadsBody, cancellationToken).ConfigureAwait(false)).Threads!;

    /// <summary>The watermarks of a vertex, by subtask; none of a source.</summary>
    public async Task<IReadOnlyList<FlinkWatermark>> WatermarksAsync(string id, string vertex, CancellationToken cancellationToken = default)
    {
        await _freshness.WaitAsync(cancellationToken).ConfigureAwait(false);
        var found = await GetAsync($"jobs/{Escaped(id)}/vertices/{Escaped(vertex)}/watermarks", FlinkJson.Default.MetricBodyArray, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(Watermark).OfType<FlinkWatermark>().OrderBy(watermark => watermark.Subtask)];
    }

    /// <summary>How the subtasks of a vertex spend their time. Flink looks when it is asked, which takes a moment the first time.</summary>
    public async Task<FlinkBackpressure> BackpressureAsync(string id, string vertex, CancellationToken cancellationToken = default)
    {
        await _freshness.WaitAsync(cancellationToken).ConfigureAwait(false);
        for (var look = 1; ; look++)
        {
            var found = await GetAsync($"jobs/{Escaped(id)}/vertices/{Escaped(vertex)}/backpressure", FlinkJson.Default.FlinkBackpressure, cancellationToken).ConfigureAwait(false);
            if (found.Status == "ok" || look == Looks)
                return found;
            await Task.Delay(LookPause, _http.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Metrics of several together.</summary>
    /// <param name="scope">Whose: <c>jobs</c>, <c>taskmanagers</c>, or <c>jobs/&lt;id&gt;/vertices/&lt;id&gt;/subtasks</c>.</param>
    /// <param name="names">Which; empty for the names of all, without values. Unknown ones are left out.</param>
    /// <param name="of">Ids of those that are meant; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FlinkMetricSummary>> SummariesAsync(string scope, IReadOnlyCollection<string> names, IReadOnlyCollection<string> of, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(of);
        string[] query = [.. names.Count == 0 ? [] : new[] { "agg=min,max,avg,sum", "get=" + Listed(names) }, .. of.Count == 0 ? [] : new[] { $"{scope}={Listed(of)}" }];
        var path = string.Join('/', scope.Split('/').Select(Escaped)) + "/metrics" + (query.Length == 0 ? "" : "?" + string.Join('&', query));
        await _freshness.WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. (await GetAsync(path, FlinkJson.Default.FlinkMetricSummaryArray, cancellationToken).ConfigureAwait(false)).Where(summary => summary is { Name.Length: > 0 })];
    }

    /// <summary>How often a job was restarted since its leader has it; null where a version does not tell.</summary>
    public async Task<double?> RestartsAsync(string id, CancellationToken cancellationToken = default)
    {
        // Named otherwise, or hidden, in some versions.
        var found = await MetricsAsync($"jobs/{id}", ["numRestarts", "fullRestarts"], cancellationToken).ConfigureAwait(false);
        return (found.FirstOrDefault(metric => metric.Name == "numRestarts") ?? (found.Count > 0 ? found[0] : null))?.Value;
    }

    private static string Listed(IEnumerable<string> items) => string.Join(',', items.Select(Uri.EscapeDataString));

    private static string Process(string? taskManager) => taskManager is null ? "jobmanager" : $"taskmanagers/{Escaped(taskManager)}";

    // 0.currentInputWatermark
    private static FlinkWatermark? Watermark(MetricBody? metric) =>
        metric?.Id is { } id && int.TryParse(id.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var subtask) && long.TryParse(metric.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? new(subtask, value) : null;
}
