using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;

namespace FlinkZk.Interop.Tests;

/// <summary>
/// Sees what is true of a cluster without anything that it judges: plain requests to the leader, the names of nodes, files, and what the JobManagers have logged.
/// </summary>
internal sealed partial class LiveJudge(string folder, LocalCluster cluster) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(4) };

    /// <summary>The leader's REST port, as it was seen last; null while nobody leads.</summary>
    public int? LeaderPort { get; private set; }

    /// <summary>The jobs that the leader knows, with their states.</summary>
    public IReadOnlyDictionary<string, string> Jobs { get; private set; } = new Dictionary<string, string>();

    /// <summary>Ids of those that have not ended.</summary>
    public IReadOnlyList<string> Active => [.. Jobs.Where(job => job.Value is not ("FINISHED" or "CANCELED" or "FAILED")).Select(job => job.Key)];

    /// <summary>Complete savepoints of a job.</summary>
    public IReadOnlyList<string> Savepoints(string id) => !Directory.Exists(Path.Combine(folder, "savepoints")) ? []
        : [.. Directory.GetDirectories(Path.Combine(folder, "savepoints"), $"savepoint-{id[..6]}-*").Where(IsComplete)];

    /// <summary>Whether a savepoint lies where it is told to.</summary>
    public static bool IsThere(string uri) => IsComplete(Path.Combine("/", uri.Replace("file:", "", StringComparison.Ordinal).TrimStart('/')));

    /// <summary>How often JobManagers have taken a job in, and begun a savepoint of it, in all.</summary>
    public (int Submissions, int Savepoints) Logged(string id)
    {
        var lines = cluster.Processes.Where(process => process.Role == FlinkRole.JobManager && File.Exists(process.LogPath)).SelectMany(process => Lines(process.LogPath)).Where(line => line.Contains(id, StringComparison.Ordinal)).ToArray();
        return (lines.Count(line => Submitted().IsMatch(line)), lines.Count(line => Triggered().IsMatch(line)));
    }

    /// <summary>Reads who leads.</summary>
    public async Task<int?> SeeLeaderAsync(ZkClient session, CancellationToken cancellationToken)
    {
        try
        {
            // What is published is a serialised pair; the address stands in it as text.
            var published = Encoding.Latin1.GetString((await session.GetDataAsync($"{TrialFlink.Root}/leader/rest_server/connection_info", cancellationToken)).Data ?? []);
            LeaderPort = cluster.Processes.Select(process => process.RestPort).FirstOrDefault(port => port is not null && published.Contains(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), StringComparison.Ordinal));
        }
        catch (ZkException exception) when (exception.Code is Wire.ErrorCode.NoNode or Wire.ErrorCode.ConnectionLoss)
        {
            LeaderPort = null;
        }
        return LeaderPort;
    }

    /// <summary>Whether a leader answers, another stands by, a TaskManager is registered, and the jobs that have a plan run with all their tasks, and no others.</summary>
    public async Task<bool> IsSettledAsync(ZkClient session, CancellationToken cancellationToken)
    {
        if (await AskAsync("jobs/overview", cancellationToken) is not { } overview || await AskAsync("taskmanagers", cancellationToken) is not { } managers || managers.GetProperty("taskmanagers").GetArrayLength() == 0)
            return false;
        var jobs = overview.GetProperty("jobs").EnumerateArray().ToArray();
        Jobs = jobs.ToDictionary(job => job.GetProperty("jid").GetString()!, job => job.GetProperty("state").GetString()!, StringComparer.Ordinal);
        var running = jobs.Where(job => job.GetProperty("state").GetString() == "RUNNING" && job.GetProperty("tasks") is var tasks && tasks.GetProperty("total").GetInt32() is > 0 and var total
            // A source whose input has gone to another subtask has finished.
            && tasks.GetProperty("running").GetInt32() is > 0 and var alive && alive + tasks.GetProperty("finished").GetInt32() == total);
        var plans = await ChildrenAsync(session, "execution-plans", cancellationToken);
        return running.Select(job => job.GetProperty("jid").GetString()!).Order(StringComparer.Ordinal).SequenceEqual(plans) && Active.Order(StringComparer.Ordinal).SequenceEqual(plans)
            && (await ChildrenAsync(session, "leader/latch", cancellationToken)).Length == 2;
    }

    /// <summary>How many of each part of a job run side by side.</summary>
    public async Task<IReadOnlyList<int>> ParallelismAsync(string id, CancellationToken cancellationToken) =>
        await AskAsync($"jobs/{id}", cancellationToken) is { } job ? [.. job.GetProperty("vertices").EnumerateArray().Select(vertex => vertex.GetProperty("parallelism").GetInt32())] : [];

    /// <summary>What a job was restored from when its leader started it; null for nothing.</summary>
    public async Task<string?> RestoredFromAsync(string id, CancellationToken cancellationToken) =>
        await AskAsync($"jobs/{id}/checkpoints", cancellationToken) is { } told && told.GetProperty("latest").GetProperty("restored") is { ValueKind: JsonValueKind.Object } restored ? restored.GetProperty("external_path").GetString() : null;

    /// <summary>Results of jobs that no leader has cleaned up.</summary>
    public IReadOnlyList<string> DirtyResults()
    {
        var store = Path.Combine(folder, "ha", "job-result-store");
        return Directory.Exists(store) ? Directory.GetFiles(store, "*_DIRTY.json", SearchOption.AllDirectories) : [];
    }

    public void Dispose() => _http.Dispose();

    private static bool IsComplete(string savepoint) => File.Exists(Path.Combine(savepoint, "_metadata"));

    private static async Task<string[]> ChildrenAsync(ZkClient session, string path, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await session.GetChildrenAsync($"{TrialFlink.Root}/{path}", cancellationToken)).Names.Order(StringComparer.Ordinal)];
        }
        catch (ZkException exception) when (exception.Code is Wire.ErrorCode.NoNode or Wire.ErrorCode.ConnectionLoss)
        {
            return [];
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    // Between two leaders there is nobody to answer, or somebody who cannot yet.
    private async Task<JsonElement?> AskAsync(string what, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LeaderPort}/{what}")), cancellationToken);
            return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(cancellationToken)) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    // Not what a leader recovers.
    [GeneratedRegex("Submitting Job with JobId=")]
    private static partial Regex Submitted();

    // What was asked for: the coordinator may log it, or have died before.
    [GeneratedRegex("Triggering (stop-with-)?savepoint for job")]
    private static partial Regex Triggered();
}
