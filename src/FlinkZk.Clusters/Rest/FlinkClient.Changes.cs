using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

// What changes something: each is sent once. Jobs/ knows what to do when an answer is lost.
public sealed partial class FlinkClient
{
    /// <summary>The clock.</summary>
    public TimeProvider Time => _http.Time;

    /// <summary>The leadership under which a request would be answered now; null where nobody leads, or addresses were given by hand.</summary>
    internal async Task<Guid?> GrantAsync(CancellationToken cancellationToken) => (await _http.EndpointAsync(cancellationToken).ConfigureAwait(false))?.Grant;

    /// <summary>Who would answer now, and under which leadership; null while nobody leads.</summary>
    internal Task<FlinkEndpoint?> LeaderAsync(CancellationToken cancellationToken) => _http.EndpointAsync(cancellationToken);

    /// <summary>Takes a jar to the JobManager that answers now. An answer that is lost may leave a second one there.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task<FlinkJarFile> UploadAsync(string path, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = Sendable(Path.GetFileName(path));
        // Opened here once, so that what is no file is told before anything is sent.
        using (File.OpenRead(path))
        {
        }
        var call = new FlinkCall(HttpMethod.Post, "jars/upload") { Body = () => Multipart(path, name), IsRepeatable = true, TryTimeout = timeout, Timeout = timeout };
        var answer = await _http.SendAsync(call, cancellationToken).ConfigureAwait(false);
        var file = Read(answer, FlinkJson.Default.UploadBody).FileName ?? throw ForeignAnswer(answer, null);
        var id = file[(file.LastIndexOf('/') + 1)..];
        return IsId(id) ? new() { Id = id, Name = name, Address = answer.Endpoint.Address } : throw ForeignAnswer(answer, null);
    }

    /// <summary>The jars of the JobManager that answers now.</summary>
    public async Task<IReadOnlyList<FlinkJarFile>> JarsAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _http.SendAsync(FlinkCall.Get("jars"), cancellationToken).ConfigureAwait(false);
        return [.. Read(answer, FlinkJson.Default.JarsBody).Files!.Where(jar => jar is { Name: not null } && IsId(jar.Id)).Select(jar => jar with { Address = answer.Endpoint.Address })];
    }

    /// <summary>Removes a jar.</summary>
    /// <param name="jar">The jar, as it was listed or uploaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RemoveJarAsync(FlinkJarFile jar, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jar);
        await _http.SendAsync(new(HttpMethod.Delete, $"jars/{Escaped(jar.Id)}") { Only = At(jar) }, cancellationToken).ConfigureAwait(false);
    }

    internal async Task RunAsync(FlinkJarFile jar, RunBody body, TimeSpan timeout, CancellationToken cancellationToken) =>
        await _http.SendAsync(new(HttpMethod.Post, $"jars/{Escaped(jar.Id)}/run") { Body = () => Json(body, FlinkJson.Default.RunBody), Shown = body.Shown, Only = At(jar), TryTimeout = timeout, Timeout = timeout }, cancellationToken).ConfigureAwait(false);

    internal async Task StopAsync(string id, StopBody body, CancellationToken cancellationToken) =>
        await _http.SendAsync(new(HttpMethod.Post, $"jobs/{Escaped(id)}/stop") { Body = () => Json(body, FlinkJson.Default.StopBody) }, cancellationToken).ConfigureAwait(false);

    internal async Task SavepointAsync(string id, SavepointBody body, CancellationToken cancellationToken) =>
        await _http.SendAsync(new(HttpMethod.Post, $"jobs/{Escaped(id)}/savepoints") { Body = () => Json(body, FlinkJson.Default.SavepointBody) }, cancellationToken).ConfigureAwait(false);

    internal async Task CheckpointAsync(string id, CheckpointBody body, CancellationToken cancellationToken) =>
        await _http.SendAsync(new(HttpMethod.Post, $"jobs/{Escaped(id)}/checkpoints") { Body = () => Json(body, FlinkJson.Default.CheckpointBody) }, cancellationToken).ConfigureAwait(false);

    internal Task<OperationBody> CheckpointOperationAsync(string id, string trigger, CancellationToken cancellationToken) =>
        GetAsync($"jobs/{Escaped(id)}/checkpoints/{Escaped(trigger)}", FlinkJson.Default.OperationBody, cancellationToken);

    /// <summary>Has a savepoint removed. Flink takes no id of one's own for it.</summary>
    /// <returns>The operation's id.</returns>
    internal async Task<string> DisposeSavepointAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await _http.SendAsync(new(HttpMethod.Post, "savepoint-disposal") { Body = () => Json(new DisposalBody(path), FlinkJson.Default.DisposalBody) }, cancellationToken).ConfigureAwait(false);
        return Read(answer, FlinkJson.Default.TriggerBody).Id ?? throw ForeignAnswer(answer, null);
    }

    internal Task<OperationBody> DisposalAsync(string trigger, CancellationToken cancellationToken) =>
        GetAsync($"savepoint-disposal/{Escaped(trigger)}", FlinkJson.Default.OperationBody, cancellationToken);

    /// <summary>What the adaptive scheduler is to give each vertex of a job; other schedulers have none.</summary>
    internal async Task<Dictionary<string, VertexRequirementBody>> RequirementsAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await _http.SendAsync(FlinkCall.Get($"jobs/{Escaped(id)}/resource-requirements"), cancellationToken).ConfigureAwait(false);
        var found = Read(answer, FlinkJson.Default.DictionaryStringVertexRequirementBody);
        return found.Count > 0 && found.Values.All(vertex => vertex?.Parallelism is not null) ? found : throw ForeignAnswer(answer, null);
    }

    // All vertices have to be named. Twice is as once.
    internal async Task RequireAsync(string id, Dictionary<string, VertexRequirementBody> requirements, CancellationToken cancellationToken) =>
        await _http.SendAsync(new(HttpMethod.Put, $"jobs/{Escaped(id)}/resource-requirements") { Body = () => Json(requirements, FlinkJson.Default.DictionaryStringVertexRequirementBody), IsRepeatable = true }, cancellationToken).ConfigureAwait(false);

    /// <summary>Runs the program's main method as far as its plan.</summary>
    internal async Task<IReadOnlyList<FlinkPlanNode>> PlanAsync(FlinkJarFile jar, RunBody body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var call = new FlinkCall(HttpMethod.Post, $"jars/{Escaped(jar.Id)}/plan") { Body = () => Json(body, FlinkJson.Default.RunBody), Shown = body.Shown, Only = At(jar), TryTimeout = timeout, Timeout = timeout };
        return [.. Read(await _http.SendAsync(call, cancellationToken).ConfigureAwait(false), FlinkJson.Default.JobPlanBody).Plan!.Nodes!.Where(node => node is { Id.Length: > 0 })];
    }

    internal Task<OperationBody> OperationAsync(string id, string trigger, CancellationToken cancellationToken) =>
        GetAsync($"jobs/{Escaped(id)}/savepoints/{Escaped(trigger)}", FlinkJson.Default.OperationBody, cancellationToken);

    // Twice is as once: a cancelled job is cancelled.
    internal async Task CancelAsync(string id, CancellationToken cancellationToken) =>
        await _http.SendAsync(new(HttpMethod.Patch, $"jobs/{Escaped(id)}?mode=cancel") { IsRepeatable = true }, cancellationToken).ConfigureAwait(false);

    /// <summary>Ends the JobManager that leads, and removes all that the cluster keeps in ZooKeeper, jobs and standbys' places in the latch among it.</summary>
    internal async Task ShutDownAsync(CancellationToken cancellationToken) => await _http.SendAsync(new(HttpMethod.Delete, "cluster"), cancellationToken).ConfigureAwait(false);

    private FlinkEndpoint? At(FlinkJarFile jar) => jar.Address is { } address ? _http.ListedAt(address) : null;

    private static StringContent Json<T>(T body, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(body, type), System.Text.Encoding.UTF8, "application/json");

    // What ends or divides a name in the header would cut it, or the request; the JobManager names the jar anew anyway.
    private static string Sendable(string name) => string.Concat(name.Select(letter => letter is '"' or '\\' or ';' || char.IsControl(letter) ? '_' : letter));

    private static MultipartFormDataContent Multipart(string path, string name)
    {
        var file = new StreamContent(File.OpenRead(path));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/x-java-archive");
        return new() { { file, "jarfile", name } };
    }
}
