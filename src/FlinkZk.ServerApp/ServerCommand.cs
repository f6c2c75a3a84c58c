using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Net;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;

namespace FlinkZk.ServerApp;

/// <summary>The command line: its options, their texts and values. A default stands here or in <see cref="ZkServerOptions"/>, and nowhere else.</summary>
internal sealed class ServerCommand
{
    private static readonly ZkServerOptions Standard = new();
    private static readonly ParserConfiguration Strict = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly Option<int> _port = OptionOf.Number("--port", 2181, 0, 65535, "The port; 0 finds a free one, which the log tells.");
    private readonly Option<IPAddress> _address = OptionOf.Value("--address", "IP", "The address to listen on; 0.0.0.0 or :: for all.", Standard.Address,
        text => text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address : null,
        "give an IP address: 127.0.0.1 or ::1 for this machine, 0.0.0.0 or :: for all its addresses, or one of them.");
    private readonly Option<string?> _config = OptionOf.File("--config", "A zoo.cfg: the keys that mean something here are read, the others named in the log. What stands here wins over it.");
    private readonly Option<string?> _data = OptionOf.Text("--data", "DIR", "The folder that holds the data, made if need be; without it they live in memory and are gone at the end.");

    private readonly Option<Time> _tickTime = OptionOf.Duration("--tick-time", Standard.TickTime, "Sessions expire in steps of it.");
    private readonly Option<Time?> _minSessionTimeout = OptionOf.Duration("--min-session-timeout", "The shortest that is granted; two ticks unless given.");
    private readonly Option<Time?> _maxSessionTimeout = OptionOf.Duration("--max-session-timeout", "The longest that is granted; twenty ticks unless given.");
    private readonly Option<int> _maxConnections = OptionOf.Number("--max-connections", Standard.MaxConnections, 0, int.MaxValue, "Connections in all; 0: no limit.");
    private readonly Option<int> _maxConnectionsPerAddress = OptionOf.Number("--max-connections-per-address", Standard.MaxConnectionsPerAddress, 0, int.MaxValue, "Connections of one address; 0: no limit.");
    private readonly Option<Time> _handshakeTimeout = OptionOf.Duration("--handshake-timeout", Standard.HandshakeTimeout, "Until a connection asks for its session.");
    private readonly Option<Time?> _unauthenticatedTimeout = OptionOf.Duration("--unauthenticated-timeout", "Until a connection has proved who it is; no limit unless given.");

    private readonly Option<Size?> _maxMemory = OptionOf.Bytes("--max-memory", 64L << 20, 1L << 50,
        "The memory to plan with: a limit for the heap, as -Xmx, and shares for what is stored (growth over it is refused), requests and answers under way. The runtime takes about 60 MB beside the heap. Half of what container or machine have, without a limit, unless given.");
    private readonly Option<Size> _maxFrame = OptionOf.Bytes("--max-frame", Standard.MaxFrame, 1024, 1 << 30, "The largest request (jute.maxbuffer); clients have a limit of their own.");

    private readonly Option<int> _snapshotEvery = OptionOf.Number("--snapshot-every", Standard.SnapshotEvery, 1, int.MaxValue, "Transactions from one snapshot to the next.");
    private readonly Option<Size> _segmentSize = OptionOf.Bytes("--segment-size", Standard.SegmentSize, 64 * 1024, 1 << 30, "Room in a file of the log, reserved at once (preAllocSize); 4MB at least, else an eighth of the heap at most.");
    private readonly Option<int> _snapshotsKept = OptionOf.Number("--snapshots-kept", Standard.SnapshotsKept, 2, int.MaxValue, "Older snapshots, and the log behind them, are deleted; at least 2.");
    private readonly Option<Time?> _purgeInterval = OptionOf.Duration("--purge-interval", "How often that is done; as soon as they are superfluous unless given.");
    private readonly Option<Toggle> _extendedTypes = OptionOf.Word("--extended-types", Standard.ExtendedTypes ? Toggle.On : Toggle.Off, "Whether nodes may have a time to live (extendedTypesEnabled, off in ZooKeeper).");
    private readonly Option<Time> _sweepInterval = OptionOf.Duration("--sweep-interval", Standard.SweepInterval, "How often empty containers and nodes whose time is over are looked for (znode.container.checkIntervalMs).");
    private readonly Option<bool> _enforceQuota = OptionOf.Switch("--enforce-quota", "Refuses what would exceed a hard quota, instead of noting it.");

    private readonly Option<int?> _securePort = OptionOf.Number("--secure-port", 0, 65535, "A port for TLS beside the other.");
    private readonly Option<string?> _certificate = OptionOf.File("--certificate", "The server's certificate with its key, PEM or PFX; read anew when it changes.");
    private readonly Option<string?> _keyPassword = OptionOf.Text("--certificate-password-file", "FILE", $"Its password; or the variable {ServerSecrets.KeyPasswordVariable}.");
    private readonly Option<string?> _authorities = OptionOf.File("--ca", "The authorities that clients' certificates are signed by, PEM; those of the machine unless given.");
    private readonly Option<ClientCertificateMode> _clientCertificates = OptionOf.Word("--client-certificates", ClientCertificateMode.Need, "Whether clients show a certificate.");

    private readonly Option<string?> _saslUsers = OptionOf.Text("--sasl-users", "FILE", $"Users of SASL DIGEST-MD5, a line user:password each; or the variable {ServerSecrets.SaslUsersVariable}.");
    private readonly Option<bool> _requireSasl = OptionOf.Switch("--require-sasl", "Nothing is answered until a user is proved.");
    private readonly Option<string?> _superDigest = OptionOf.Text("--super-digest", "FILE",
        $"super:base64(sha1(super:password)): who has that password may do everything; or the variable {ServerSecrets.SuperDigestVariable}.");

    private readonly Option<IPEndPoint?> _metrics = OptionOf.EndPoint("--metrics", "Figures over HTTP: /metrics for Prometheus, /health, /ready, and AdminServer's /commands; on 127.0.0.1 unless an address is given.");

    private readonly Option<ZkServerLogLevel> _logLevel = OptionOf.Word("--log-level", ZkServerLogLevel.Information, "The least that is logged.");
    private readonly Option<LogFormat> _logFormat = OptionOf.Word("--log-format", LogFormat.Text, "A line an entry on standard output.");
    private readonly Option<string> _fourLetterWords = OptionOf.Value("--four-letter-words", "LIST", "Those that are answered, parted by commas; * for all.", string.Join(',', Standard.FourLetterWords), text => text, "");
    private readonly Option<Time> _stopTimeout = OptionOf.Duration("--stop-timeout", TimeSpan.FromSeconds(10), "How long a clean stop may take.");

    public ServerCommand()
    {
        Root = new("A ZooKeeper server in the foreground, until SIGTERM or SIGINT (Ctrl+C).")
        {
            _port, _address, _data, _config,
            _tickTime, _minSessionTimeout, _maxSessionTimeout, _maxConnections, _maxConnectionsPerAddress, _handshakeTimeout, _unauthenticatedTimeout, _maxMemory, _maxFrame,
            _snapshotEvery, _snapshotsKept, _purgeInterval, _segmentSize, _extendedTypes, _sweepInterval, _enforceQuota,
            _securePort, _certificate, _keyPassword, _authorities, _clientCertificates,
            _saslUsers, _requireSasl, _superDigest,
            _metrics, _logLevel, _logFormat, _fourLetterWords, _stopTimeout,
        };
        var help = Root.Options.OfType<HelpOption>().Single();
        help.Action = new FullHelp((HelpAction)help.Action!);
        Root.SetAction(result => ServerRun.Run(Settings(result)));
    }

    public RootCommand Root { get; }

    private IReadOnlyList<string> _ignored = [];
    private string? _logPath;

    /// <summary>Reads arguments: <c>@</c> at the head of one means nothing, and short options are not joined.</summary>
    /// <exception cref="UsageException">The file of <c>--config</c> is wrong.</exception>
    public ParseResult Parse(IReadOnlyList<string> arguments)
    {
        var result = Root.Parse(arguments, Strict);
        // What stands behind an option that there is not is its value: a suggestion for that would mislead.
        if (result.UnmatchedTokens is [var unknown, _, ..])
            return Root.Parse([unknown], Strict);
        if (result.Errors.Count > 0 || result.GetValue(_config) is not { } path)
            return result;
        var file = ZooCfg.Read(path);
        (_ignored, _logPath) = (file.Ignored, file.LogPath);
        var settings = file.Settings.Where(setting => result.GetResult(Root.Options.Single(option => option.Name == setting.Arguments[0])) is not OptionResult { Implicit: false }).ToList();
        foreach (var setting in settings)
            if (Root.Parse([.. setting.Arguments], Strict).Errors is [var error, ..])
                throw new UsageException($"{path}, line {setting.Line}, {setting.Key}: {error.Message}");
        return Root.Parse([.. settings.SelectMany(setting => setting.Arguments), .. arguments], Strict);
    }

    /// <exception cref="UsageException">Options do not go together, or a file that one names is wrong.</exception>
    private ServerSettings Settings(ParseResult result) => new(
        new()
        {
            Address = result.GetValue(_address)!,
            Port = result.GetValue(_port),
            DataPath = result.GetValue(_data) is { } folder ? Path.GetFullPath(folder) : null,
            TickTime = result.GetValue(_tickTime).Value,
            MinSessionTimeout = result.GetValue(_minSessionTimeout)?.Value,
            MaxSessionTimeout = result.GetValue(_maxSessionTimeout)?.Value,
            SnapshotsKept = result.GetValue(_snapshotsKept),
            SnapshotEvery = result.GetValue(_snapshotEvery),
            PurgeInterval = result.GetValue(_purgeInterval)?.Value,
            MaxConnections = result.GetValue(_maxConnections),
            MaxConnectionsPerAddress = result.GetValue(_maxConnectionsPerAddress),
            HandshakeTimeout = result.GetValue(_handshakeTimeout).Value,
            UnauthenticatedTimeout = result.GetValue(_unauthenticatedTimeout)?.Value,
            MaxMemory = result.GetValue(_maxMemory)?.Bytes,
            MaxFrame = (int)result.GetValue(_maxFrame).Bytes,
            FourLetterWords = result.GetValue(_fourLetterWords)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
            SecurePort = result.GetValue(_securePort),
            Metrics = result.GetValue(_metrics),
            Tls = Tls(result),
            SaslUsers = ServerSecrets.SaslUsers(result.GetValue(_saslUsers)),
            RequireSasl = result.GetValue(_requireSasl),
            SuperDigest = ServerSecrets.SuperDigest(result.GetValue(_superDigest)),
            ExtendedTypes = result.GetValue(_extendedTypes) == Toggle.On,
            SweepInterval = result.GetValue(_sweepInterval).Value,
            SegmentSize = (int)result.GetValue(_segmentSize).Bytes,
            EnforceQuota = result.GetValue(_enforceQuota),
        },
        result.GetValue(_logLevel),
        result.GetValue(_logFormat),
        result.GetValue(_stopTimeout).Value,
        _ignored,
        _logPath);

    private ServerTlsOptions? Tls(ParseResult result)
    {
        if (result.GetValue(_certificate) is not { } certificate)
        {
            return new Option[] { _securePort, _keyPassword, _authorities, _clientCertificates }.FirstOrDefault(option => result.GetResult(option) is OptionResult { Implicit: false }) is { } lonely
                ? throw new UsageException($"{lonely.Name} is for TLS, which needs --certificate with the server's certificate and key (PEM or PFX).")
                : null;
        }
        if (result.GetValue(_securePort) is null)
            throw new UsageException("--certificate is given, but no port for TLS: add --secure-port, for example 2281.");
        return new()
        {
            CertificatePath = certificate,
            CaPath = result.GetValue(_authorities),
            KeyPassword = ServerSecrets.KeyPassword(result.GetValue(_keyPassword)),
            ClientCertificates = result.GetValue(_clientCertificates),
        };
    }
}
