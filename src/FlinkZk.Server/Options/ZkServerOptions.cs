using System.Net;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Wire;

namespace FlinkZk.Server.Options;

/// <summary>How an embedded server is set up. The defaults are ZooKeeper's own, but for the address: loopback, on a free port.</summary>
public sealed record ZkServerOptions
{
    /// <summary>The address to listen on; loopback unless said.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on; 0 takes a free one, which <see cref="ZkServer.Port"/> tells.</summary>
    public int Port { get; init; }

    /// <summary>The port for TLS connections (secureClientPort), with <see cref="Tls"/>; 0 takes a free one, which <see cref="ZkServer.SecurePort"/> tells; null: none.</summary>
    public int? SecurePort { get; init; }

    /// <summary>Certificates of <see cref="SecurePort"/>.</summary>
    public ServerTlsOptions? Tls { get; init; }

    /// <summary>
    /// Where the server shows its figures over HTTP: <c>/metrics</c> for Prometheus, <c>/health</c>, <c>/ready</c>, and AdminServer's <c>/commands</c>. Port 0 takes a free one,
    /// which <see cref="ZkServer.Metrics"/> tells; null: nowhere. Whoever reaches it may read them, so it is best on loopback.
    /// </summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>ZooKeeper's tickTime: sessions expire in steps of it.</summary>
    public TimeSpan TickTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The shortest session timeout that is granted; null is two ticks.</summary>
    public TimeSpan? MinSessionTimeout { get; init; }

    /// <summary>The longest session timeout that is granted; null is twenty ticks.</summary>
    public TimeSpan? MaxSessionTimeout { get; init; }

    /// <summary>Where the server takes its time from: wall clock for ctime and mtime, timestamps for expiry.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The folder that holds log and snapshots; null keeps everything in memory, and it is gone with the server.</summary>
    public string? DataPath { get; init; }

    /// <summary>How many snapshots are kept (autopurge.snapRetainCount), at least 2; the log behind the oldest of them is deleted.</summary>
    public int SnapshotsKept { get; init; } = 3;

    /// <summary>
    /// How often superfluous snapshots and the log behind them are deleted (autopurge.purgeInterval); null is as soon as a newer snapshot makes them
    /// superfluous, <see cref="Timeout.InfiniteTimeSpan"/> never.
    /// </summary>
    public TimeSpan? PurgeInterval { get; init; }

    /// <summary>
    /// Transactions after which a snapshot is taken (snapCount); also when the log has grown by as much as the last one, and 64 MiB. Fewer make a start
    /// quicker, more make the disk busier.
    /// </summary>
    public int SnapshotEvery { get; init; } = 500_000;

    /// <summary>Room in one file of the log in bytes, reserved at once (preAllocSize), at least 64 KiB; a larger request has a file of its own size.</summary>
    public int SegmentSize { get; init; } = 64 * 1024 * 1024;

    /// <summary>The four-letter words that are answered, <c>*</c> for all (ZooKeeper's 4lw.commands.whitelist).</summary>
    public IReadOnlySet<string> FourLetterWords { get; init; } = new HashSet<string>(StringComparer.Ordinal) { "srvr" };

    /// <summary>The four-letter words that there are.</summary>
    public static IReadOnlyList<string> KnownFourLetterWords { get; } =
        ["srvr", "stat", "mntr", "ruok", "isro", "conf", "cons", "envi", "dirs", "dump", "wchs", "wchc", "wchp", "crst", "srst"];

    /// <summary>Whether nodes may have a time to live (zookeeper.extendedTypesEnabled); off, their creation is answered as unimplemented.</summary>
    public bool ExtendedTypes { get; init; } = true;

    /// <summary>
    /// <c>super:base64(sha1(super:password))</c>: who adds that identity may do everything. Null: nobody may.
    /// </summary>
    public string? SuperDigest { get; init; }

    /// <summary>The users of SASL DIGEST-MD5 with their passwords, which are secrets (the Server section of a JAAS file); null: SASL is off.</summary>
    public IReadOnlyDictionary<string, string>? SaslUsers { get; init; }

    /// <summary>Whether nothing but SASL is answered until a user is proved (zookeeper.sessionRequireClientSASLAuth).</summary>
    public bool RequireSasl { get; init; }

    /// <summary>Whether a write over a hard quota is refused (zookeeper.enforceQuota); off, the log tells of it.</summary>
    public bool EnforceQuota { get; init; }

    /// <summary>The largest request in bytes (jute.maxbuffer); a larger one closes its connection.</summary>
    public int MaxFrame { get; init; } = Limits.MaxFrame;

    /// <summary>Connections that one address may hold (maxClientCnxns); 0 is no limit.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 60;

    /// <summary>Connections in all (maxCnxns); 0 is no limit.</summary>
    public int MaxConnections { get; init; }

    /// <summary>How long a connection may take until its session is asked for.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may go without proving who it is, by certificate, SASL or auth; null: for ever.</summary>
    public TimeSpan? UnauthenticatedTimeout { get; init; }

    /// <summary>Answers and events in bytes that may wait for one connection to read them; a client that reads slower is closed.</summary>
    public int MaxWaitingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// The memory in bytes that the server plans with, at least 64 MiB: what is stored, requests and answers under way are held within shares of it. Null is half of what the process may use, by
    /// its container or machine; then what is stored may take most of all that.
    /// </summary>
    public long? MaxMemory { get; init; }

    /// <summary>How often empty containers and expired TTL nodes are looked for (znode.container.checkIntervalMs).</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether a member of an ensemble that has lost the majority shows what it knew then to clients that ask for no more
    /// (readonlymode.enabled); off, it accepts no session. A server alone has nobody to lose.
    /// </summary>
    public bool ReadOnlyMode { get; init; }

    /// <summary>
    /// Whether sessions belong to the member that they were opened on (localSessionsEnabled): opening one costs no transaction, but it can
    /// own no ephemeral nodes, and ends when its client goes to another member.
    /// </summary>
    public bool LocalSessions { get; init; }

    /// <summary>Whether the members of an ensemble can be changed by clients who may write <c>/zookeeper/config</c> (reconfigEnabled).</summary>
    public bool ReconfigEnabled { get; init; }

    /// <summary>
    /// Hears what happens: start and stop, sessions, what was refused, the disk. It is called on the server's own threads, several at a time,
    /// and has to be quick; what it throws is ignored. Null: nobody listens.
    /// </summary>
    public Action<ZkServerLogEntry>? Log { get; init; }

    /// <summary>Refuses what does not fit together.</summary>
    /// <exception cref="ArgumentException">Says which options, and what to do.</exception>
    internal void Validate() => OptionsCheck.Check(this);

    /// <summary>Where the parts of the server write.</summary>
    internal ServerLog Events => new(Log, TimeProvider);

    /// <summary>Everything but the secrets.</summary>
    public override string ToString() => $"ZkServerOptions {{ Address = {Address}, Port = {Port}, TickTime = {TickTime}, DataPath = {DataPath ?? "(memory)"} }}";
}
