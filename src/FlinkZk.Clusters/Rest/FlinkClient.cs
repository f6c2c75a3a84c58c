using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>Flink's REST interface, 1.15 to 2.3. Any number of threads may use it.</summary>
public sealed partial class FlinkClient : IDisposable
{
    private readonly FlinkHttp _http;
    private readonly MetricFreshness _freshness;
    private readonly TimeSpan? _limit;

    /// <summary>A client; nothing is sent yet.</summary>
    /// <exception cref="IOException">A certificate's file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A certificate's file holds none.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is damaged, or its password is wrong.</exception>
    public FlinkClient(FlinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _http = new(options);
        _freshness = new(options.Time, token => _http.SendAsync(FlinkCall.Get("jobmanager/metrics?get=numRegisteredTaskManagers"), token));
    }

    private FlinkClient(FlinkClient other, TimeSpan limit) => (_http, _freshness, _limit) = (other._http, other._freshness, limit);

    /// <summary>The same client, whose reads give up sooner. It is not disposed of.</summary>
    internal FlinkClient Within(TimeSpan limit) => new(this, limit < _http.Timeout ? limit : _http.Timeout);

    /// <summary>The REST server that a request would go to now; null while nobody leads.</summary>
    public async Task<Uri?> AddressAsync(CancellationToken cancellationToken = default) => (await _http.EndpointAsync(cancellationToken).ConfigureAwait(false))?.Address;

    /// <summary>The request that is not answered yet, for whoever waits; of several at once, one. Null for none.</summary>
    public FlinkWait? Waiting => _http.Waiting;

    /// <summary>The version of Flink.</summary>
    /// <exception cref="FlinkException">It could not be asked, as of every request; what answers may be no Flink.</exception>
    public async Task<string> VersionAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _http.SendAsync(FlinkCall.Get("config"), cancellationToken).ConfigureAwait(false);
        return Read(answer, FlinkJson.Default.ConfigBody).Version ?? throw ForeignAnswer(answer, null);
    }

    /// <summary>All jobs that the leader knows, those that have ended since it leads among them.</summary>
    public async Task<IReadOnlyList<FlinkJobSummary>> JobsAsync(CancellationToken cancellationToken = default) =>
        [.. (await GetAsync("jobs/overview", FlinkJson.Default.JobsBody, cancellationToken).ConfigureAwait(false)).Jobs!.Where(job => job is { Name: not null, State: not null } && IsId(job.Id)).DistinctBy(job => job.Id)];

    /// <summary>One job.</summary>
    public async Task<FlinkJobDetails> JobAsync(string id, CancellationToken cancellationToken = default)
    {
        var found = await GetAsync($"jobs/{Escaped(id)}", FlinkJson.Default.FlinkJobDetails, cancellationToken).ConfigureAwait(false);
        return found with { Id = id, Vertices = found.Vertices?.Where(vertex => IsId(vertex.Id)).ToArray() };
    }

    /// <summary>A job's state as it is now, not as it was up to three seconds ago.</summary>
    public async Task<string> StateAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await _http.SendAsync(FlinkCall.Get($"jobs/{Escaped(id)}/status"), cancellationToken).ConfigureAwait(false);
            return Read(answer, FlinkJson.Default.StatusBody).Status ?? throw ForeignAnswer(answer, null);
        }
        // 1.15 has no such route.
        catch (FlinkException e) when (e is { Problem: FlinkProblem.NotSupported, Status: HttpStatusCode.NotFound })
        {
            return (await JobAsync(id, cancellationToken).ConfigureAwait(false)).State;
        }
    }

    /// <summary>A job's checkpoints and savepoints.</summary>
    public Task<FlinkCheckpoints> CheckpointsAsync(string id, CancellationToken cancellationToken = default) =>
        GetAsync($"jobs/{Escaped(id)}/checkpoints", FlinkJson.Default.FlinkCheckpoints, cancellationToken);

    /// <summary>The parallelism of a job's operators that name none; null where it follows the cluster's.</summary>
    public async Task<int?> ParallelismAsync(string id, CancellationToken cancellationToken = default) =>
        (await GetAsync($"jobs/{Escaped(id)}/config", FlinkJson.Default.JobConfigBody, cancellationToken).ConfigureAwait(false)).Execution?.Parallelism is > 0 and var parallelism ? (int)parallelism : null;

    /// <summary>A job's failures, newest first.</summary>
    /// <param name="id">The job.</param>
    /// <param name="most">How many at most; null for as many as Flink gives (20).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FlinkJobFailure>> FailuresAsync(string id, int? most = null, CancellationToken cancellationToken = default) =>
        (await GetAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"jobs/{Escaped(id)}/exceptions{(most is null ? "" : $"?maxExceptions={most}")}"), FlinkJson.Default.ExceptionsBody, cancellationToken).ConfigureAwait(false)).Failures;

    /// <summary>The TaskManagers that are registered.</summary>
    public async Task<IReadOnlyList<FlinkTaskManager>> TaskManagersAsync(CancellationToken cancellationToken = default) =>
        [.. (await GetAsync("taskmanagers", FlinkJson.Default.TaskManagersBody, cancellationToken).ConfigureAwait(false)).TaskManagers!.Where(manager => IsId(manager.Id)).DistinctBy(manager => manager.Id)];

    /// <summary>Metrics. Flink fetches them on demand: values are about ten seconds old at most, and of a young cluster there may be none.</summary>
    /// <param name="scope">Whose: <c>jobmanager</c>, <c>taskmanagers/&lt;id&gt;</c>, <c>jobs/&lt;id&gt;</c>, <c>jobs/&lt;id&gt;/vertices/&lt;id&gt;</c>.</param>
    /// <param name="names">Which; empty for the names of all, without values. Unknown ones are left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FlinkMetric>> MetricsAsync(string scope, IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(names);
        var path = string.Join('/', scope.Split('/').Select(Escaped)) + "/metrics" + (names.Count == 0 ? "" : "?get=" + string.Join(',', names.Select(Uri.EscapeDataString)));
        await _freshness.WaitAsync(cancellationToken).ConfigureAwait(false);
        var found = await GetAsync(path, FlinkJson.Default.MetricBodyArray, cancellationToken).ConfigureAwait(false);
        return [.. found.Where(metric => metric?.Id is not null).Select(metric => new FlinkMetric(metric.Id!, metric.Value, LenientNumber.Parse(metric.Value)))];
    }

    /// <summary>The configuration that the JobManager which answers runs with: what its file and its command line say, no defaults. Flink hides the values of keys that name a secret.</summary>
    public async Task<IReadOnlyList<ConfigurationEntry>> ConfigurationAsync(CancellationToken cancellationToken = default) =>
        [.. (await GetAsync("jobmanager/config", FlinkJson.Default.SettingBodyArray, cancellationToken).ConfigureAwait(false)).Where(setting => setting is { Key: not null, Value: not null }).Select(setting => new ConfigurationEntry(setting.Key!, setting.Value!, 0))];

    internal Task<CheckpointSettingsBody> CheckpointSettingsAsync(string id, CancellationToken cancellationToken) =>
        GetAsync($"jobs/{Escaped(id)}/checkpoints/config", FlinkJson.Default.CheckpointSettingsBody, cancellationToken);

    /// <summary>The first of these settings that the JobManager has; null where it has none. The others, secrets among them, stay here.</summary>
    internal async Task<string?> SettingAsync(string[] keys, CancellationToken cancellationToken)
    {
        var all = await GetAsync("jobmanager/config", FlinkJson.Default.SettingBodyArray, cancellationToken).ConfigureAwait(false);
        return keys.Select(key => all.FirstOrDefault(setting => setting?.Key == key)?.Value).FirstOrDefault(value => !string.IsNullOrEmpty(value));
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Read(await _http.SendAsync(FlinkCall.Get(path) with { Timeout = _limit }, cancellationToken).ConfigureAwait(false), type);

    private static T Read<T>(FlinkAnswer answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(NullElements.Removed(answer.Body).Span, type) is { } read and not IFlinkAnswer { IsWhole: false } ? read : throw ForeignAnswer(answer, null);
        }
        // A node that stands twice in one object is told as an argument.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw ForeignAnswer(answer, e);
        }
    }

    private static FlinkException ForeignAnswer(FlinkAnswer answer, Exception? inner) =>
        new(FlinkProblem.ForeignAnswer, FlinkOutcome.Unknown, $"{answer.Endpoint.Address} answered with something that is not what Flink's REST server says.", inner) { Address = answer.Endpoint.Address, Status = answer.Status };

    // An id that names another route would ask something else.
    private static string Escaped(string id) => IsId(id) ? Uri.EscapeDataString(id) : throw new ArgumentException($"'{id}' is no id.", nameof(id));

    private static bool IsId(string? id) => id is not (null or "" or "." or "..");
}
