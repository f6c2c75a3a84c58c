using System.Net;
using FlinkZk.Server;

namespace FlinkZk.ServerApp;

/// <summary>What the process is to do: the server's options, and how its log is written.</summary>
internal sealed record ServerSettings
{
    /// <summary>The options, and whether each takes a value.</summary>
    public static IReadOnlyDictionary<string, bool> Known { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["address"] = true,
        ["port"] = true,
        ["data"] = true,
        ["tick-time"] = true,
        ["min-session-timeout"] = true,
        ["max-session-timeout"] = true,
        ["purge-interval"] = true,
        ["snapshots-kept"] = true,
        ["snapshot-every"] = true,
        ["max-connections"] = true,
        ["max-connections-per-address"] = true,
        ["handshake-timeout"] = true,
        ["unauthenticated-timeout"] = true,
        ["four-letter-words"] = true,
        ["log-level"] = true,
        ["log-format"] = true,
        ["stop-timeout"] = true,
        ["secure-port"] = true,
        ["certificate"] = true,
        ["certificate-password-file"] = true,
        ["ca"] = true,
        ["client-certificates"] = true,
        ["sasl-users"] = true,
        ["require-sasl"] = false,
        ["super-digest"] = true,
        ["enforce-quota"] = false,
    };

    private static readonly string[] ForTls = ["secure-port", "certificate-password-file", "ca", "client-certificates"];

    public required ZkServerOptions Options { get; init; }

    public required ZkServerLogLevel LogLevel { get; init; }

    public required bool Json { get; init; }

    /// <summary>How long a clean stop may take.</summary>
    public required TimeSpan StopTimeout { get; init; }

    /// <exception cref="UsageException">A value is wrong.</exception>
    public static ServerSettings From(OptionReader options) => new()
    {
        Options = new()
        {
            Address = ReadAddress(options),
            Port = options.Number("port", 0, 65535) ?? 2181,
            DataPath = options.Text("data") is { } folder ? Path.GetFullPath(NotEmpty("data", folder)) : null,
            TickTime = options.Time("tick-time") ?? TimeSpan.FromSeconds(2),
            MinSessionTimeout = options.Time("min-session-timeout"),
            MaxSessionTimeout = options.Time("max-session-timeout"),
            SnapshotsKept = options.Number("snapshots-kept", 2, int.MaxValue) ?? 3,
            SnapshotEvery = options.Number("snapshot-every", 1, int.MaxValue) ?? 500_000,
            PurgeInterval = options.Time("purge-interval"),
            MaxConnections = options.Number("max-connections", 0, int.MaxValue) ?? 0,
            MaxConnectionsPerAddress = options.Number("max-connections-per-address", 0, int.MaxValue) ?? 60,
            HandshakeTimeout = options.Time("handshake-timeout") ?? TimeSpan.FromSeconds(10),
            UnauthenticatedTimeout = options.Time("unauthenticated-timeout"),
            FourLetterWords = (options.Text("four-letter-words") ?? "srvr").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
            SecurePort = options.Number("secure-port", 0, 65535),
            Tls = ReadTls(options),
            SaslUsers = ServerSecrets.SaslUsers(options),
            RequireSasl = options.Has("require-sasl"),
            SuperDigest = ServerSecrets.SuperDigest(options),
            EnforceQuota = options.Has("enforce-quota"),
        },
        LogLevel = Enum.Parse<ZkServerLogLevel>(options.OneOf("log-level", Enum.GetNames<ZkServerLogLevel>()) ?? nameof(ZkServerLogLevel.Information)),
        Json = options.OneOf("log-format", "text", "json") == "json",
        StopTimeout = options.Time("stop-timeout") ?? TimeSpan.FromSeconds(10),
    };

    private static IPAddress ReadAddress(OptionReader options) => options.Text("address") switch
    {
        null or "localhost" => IPAddress.Loopback,
        var text => IPAddress.TryParse(text, out var address) ? address
            : throw new UsageException($"--address {text}: give an IP address: 127.0.0.1 or ::1 for this machine, 0.0.0.0 or :: for all its addresses, or one of them."),
    };

    private static ServerTlsOptions? ReadTls(OptionReader options)
    {
        if (options.Text("certificate") is not { } certificate)
            return ForTls.FirstOrDefault(options.Has) is { } lonely
                ? throw new UsageException($"--{lonely} is for TLS, which needs --certificate with the server's certificate and key (PEM or PFX).") : null;
        if (!options.Has("secure-port"))
            throw new UsageException("--certificate is given, but no port for TLS: add --secure-port, for example 2281.");
        return new()
        {
            CertificatePath = Existing("certificate", certificate),
            CaPath = options.Text("ca") is { } authorities ? Existing("ca", authorities) : null,
            KeyPassword = ServerSecrets.KeyPassword(options),
            ClientCertificates = Enum.Parse<ClientCertificateMode>(options.OneOf("client-certificates", Enum.GetNames<ClientCertificateMode>()) ?? nameof(ClientCertificateMode.Need)),
        };
    }

    private static string Existing(string option, string path) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new UsageException($"--{option} {path}: there is no such file.");

    private static string NotEmpty(string option, string text) => text.Length > 0 ? text : throw new UsageException($"--{option} needs a value, which is empty.");
}
