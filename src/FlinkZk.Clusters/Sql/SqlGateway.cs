using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlinkZk.Clusters.Http;

namespace FlinkZk.Clusters.Sql;

/// <summary>Flink's SQL gateway, 1.16 to 2.3, over REST. Any number of threads may use it.</summary>
public sealed class SqlGateway : IDisposable
{
    // v1 came with 1.16, v2 with 1.17, v3 with 1.20, v4 with 2.0.
    private const int Newest = 4;

    private readonly FlinkHttp _http;

    private SqlGateway(FlinkHttp http, string flinkVersion, int version) => (_http, FlinkVersion, ApiVersion) = (http, flinkVersion, version);

    /// <summary>The version of Flink.</summary>
    public string FlinkVersion { get; }

    /// <summary>The version of its interface, the newest that both sides know: 1 to 4.</summary>
    public int ApiVersion { get; }

    internal TimeProvider Time => _http.Time;

    /// <summary>Asks a gateway which versions it speaks.</summary>
    /// <exception cref="FlinkException">It could not be asked, it is none, or it speaks no version that is known here.</exception>
    /// <exception cref="IOException">A certificate's file cannot be read.</exception>
    public static async Task<SqlGateway> ConnectAsync(FlinkOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var http = new FlinkHttp(options, Hint);
        try
        {
            var versions = await VersionsAsync(http, cancellationToken).ConfigureAwait(false);
            var both = versions.Where(version => version is >= 1 and <= Newest).DefaultIfEmpty().Max();
            if (both == 0)
                throw new FlinkException(FlinkProblem.NotSupported, FlinkOutcome.NotDone, $"The SQL gateway speaks {string.Join(", ", versions.Select(version => $"v{version}"))}; v1 to v{Newest} are known here.");
            var info = Read(await http.SendAsync(FlinkCall.Get("info"), cancellationToken).ConfigureAwait(false), SqlJson.Default.InfoBody);
            return new(http, info.Version ?? "", both);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session, which has its own catalogues, tables and settings.</summary>
    /// <param name="name">A name for it, in the gateway's log; null for none.</param>
    /// <param name="properties">Settings by their keys, such as execution.runtime-mode.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SqlSession> OpenAsync(string? name, IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var opened = await PostAsync("sessions", new OpenBody(name, properties), SqlJson.Default.OpenBody, SqlJson.Default.SessionBody, cancellationToken).ConfigureAwait(false);
        return new(this, Handle(opened.Handle));
    }

    /// <summary>Closes the connections; sessions that are open stay so until the gateway gives them up.</summary>
    public void Dispose() => _http.Dispose();

    internal Task<FlinkAnswer> GetAsync(string path, CancellationToken cancellationToken) => _http.SendAsync(FlinkCall.Get(Path(path)), cancellationToken);

    /// <summary>A GET with a body, which is not what HTTP has in mind, but what the gateway wants.</summary>
    internal async Task<TAnswer> GetAsync<TBody, TAnswer>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken) =>
        Read(await _http.SendAsync(FlinkCall.Get(Path(path)) with { Body = () => Json(body, bodyType) }, cancellationToken).ConfigureAwait(false), answerType);

    internal async Task<TAnswer> PostAsync<TBody, TAnswer>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken) =>
        Read(await _http.SendAsync(new(HttpMethod.Post, Path(path)) { Body = () => Json(body, bodyType), TryTimeout = _http.Timeout }, cancellationToken).ConfigureAwait(false), answerType);

    internal Task PulseAsync(string path, CancellationToken cancellationToken) =>
        _http.SendAsync(new(HttpMethod.Post, Path(path)) { Body = () => Json(new(), SqlJson.Default.EmptyBody), IsRepeatable = true }, cancellationToken);

    // Closed twice is closed.
    internal Task DeleteAsync(string path, CancellationToken cancellationToken) => _http.SendAsync(new(HttpMethod.Delete, Path(path)) { IsRepeatable = true }, cancellationToken);

    internal static T Read<T>(FlinkAnswer answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, type) ?? throw Foreign(answer.Endpoint.Address);
        }
        catch (JsonException e)
        {
            throw Foreign(answer.Endpoint.Address, e);
        }
    }

    internal static FlinkException Foreign(Uri address, Exception? inner = null) =>
        new(FlinkProblem.ForeignAnswer, FlinkOutcome.Unknown, $"{address} answered with something that is not what Flink's SQL gateway says.", inner) { Address = address, Hint = Hint(FlinkProblem.ForeignAnswer) };

    /// <summary>A handle is a part of paths: what is no UUID would ask something else.</summary>
    internal static string Handle(string? handle) => Guid.TryParseExact(handle, "D", out _)
        ? handle!
        : throw new FlinkException(FlinkProblem.ForeignAnswer, FlinkOutcome.Unknown, "The SQL gateway answered with a handle that is none.");

    private static async Task<IReadOnlyList<int>> VersionsAsync(FlinkHttp http, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await http.SendAsync(FlinkCall.Get("api_versions"), cancellationToken).ConfigureAwait(false);
            return [.. (Read(answer, SqlJson.Default.VersionsBody).Versions ?? throw Foreign(answer.Endpoint.Address)).Select(Number)];
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.NotSupported)
        {
            throw new FlinkException(FlinkProblem.ForeignAnswer, FlinkOutcome.NotDone, $"{e.Address} is no SQL gateway: it has no /api_versions.", e) { Address = e.Address, HowToSee = "A gateway listens on port 8083 unless configured otherwise; a JobManager, on 8081, is none." };
        }
    }

    private static string? Hint(FlinkProblem problem) => problem switch
    {
        FlinkProblem.NotReached => "Check the address, and that a SQL gateway runs there (bin/sql-gateway.sh start). New-FlinkSqlSession -Timeout tries longer.",
        FlinkProblem.Timeout => "The gateway is busy, or hangs: try again, or open a session with a longer -Timeout by New-FlinkSqlSession.",
        FlinkProblem.Tls => "New-FlinkSqlSession -CaPath names the authorities to trust, -Certificate who you are. The certificate must be for the name connected to.",
        FlinkProblem.Denied => "New-FlinkSqlSession -Credential or -Token says who you are.",
        FlinkProblem.ForeignAnswer => "Check the address: it is that of a SQL gateway, by default port 8083.",
        _ => null,
    };

    private static int Number(string? version) => version is ['V' or 'v', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static StringContent Json<T>(T body, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(body, type), Encoding.UTF8, "application/json");

    private string Path(string path) => string.Create(CultureInfo.InvariantCulture, $"v{ApiVersion}/{path}");
}
