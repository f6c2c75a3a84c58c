using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A ZooKeeper session, as Connect-Zk opens it. Every cmdlet takes one as <c>-Session</c>; without it the runspace's last one is used.</summary>
public sealed class ZkSession : IShown
{
    private readonly string? _identity;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private int _disconnected;
    private long _ownRevision;

    internal ZkSession(int id, ZkClient client, ClusterPaths paths, string? identity, ZkEmbeddedServer? server)
    {
        Id = id;
        Client = client;
        Paths = paths;
        Embedded = server;
        if (server is not null)
            server.SessionId = id;
        _identity = identity;
        ProcessEnd.Add(this, DisconnectAsync);
    }

    /// <summary>The number by which Get-ZkSession and Disconnect-Zk know it.</summary>
    public int Id { get; }

    /// <summary>What it is doing now.</summary>
    public SessionState State => Client.Status.State;

    /// <summary>The servers, and the root below which its paths lie. A second prompt connects with it, as long as an embedded server lives.</summary>
    public string ConnectionString => Client.ConnectionString.ToString();

    /// <summary>The server that it is connected to.</summary>
    public string? Server => Client.Server;

    /// <summary>The server's version; null until it is learnt, or where the server does not tell.</summary>
    public string? ServerVersion => Client.ServerVersion;

    /// <summary>ZooKeeper's number of the session.</summary>
    public string SessionId => string.Create(CultureInfo.InvariantCulture, $"0x{Client.SessionId:x}");

    /// <summary>The session timeout that the server granted.</summary>
    public TimeSpan SessionTimeout => Client.SessionTimeout;

    /// <summary>Where configuration and job locks lie.</summary>
    public string Root => Paths.Root;

    /// <summary>Nodes of its own that are still to be removed, because who made them has gone: they go as soon as the server can be reached, or with the session.</summary>
    public int PendingCleanUps => Client.PendingCleanUps;

    /// <summary>Who it is, without the proof; null where it gave no identity.</summary>
    public string? Identity => _identity;

    /// <summary>Whether locks and configuration are refused where others may take them away (Connect-Zk -Strict).</summary>
    public bool IsStrict { get; internal init; }

    /// <summary>Whether the server runs in this process: it ends with the session.</summary>
    public bool IsEmbedded => Embedded is not null;

    /// <summary>Where an embedded server keeps its data.</summary>
    public string? Data => Embedded is null ? null : Embedded.DataPath ?? "in memory, gone with this session";

    /// <summary>Whether cmdlets without <c>-Session</c> use it.</summary>
    public bool IsDefault => ReferenceEquals(Home?.Default, this);

    string? IShown.ShownTimeout => ViewText.Duration(SessionTimeout);

    /// <summary>The runspace that it belongs to; null once it is closed.</summary>
    internal RunspaceSessions? Home { get; set; }

    internal ZkClient Client { get; }

    internal ClusterPaths Paths { get; }

    internal ZkEmbeddedServer? Embedded { get; }

    /// <summary>The newest revision of the configuration that was made through this session.</summary>
    internal long OwnRevision => Volatile.Read(ref _ownRevision);

    internal ConfigurationStore Configuration => new(Client, Paths) { Judge = SchemaJudge.WhenNeeded };

    /// <summary>The connection string and the state.</summary>
    public override string ToString() => $"{ConnectionString} ({State})";

    /// <summary>Whether nobody was told of this node through the session yet.</summary>
    internal bool IsFirstTold(string path)
    {
        lock (_told)
            return _told.Add(path);
    }

    /// <summary>Who else may take a change away, once it is made.</summary>
    internal async ValueTask<IReadOnlyList<ForeignRights>> FindForeignRightsAsync(IReadOnlyList<ConfigurationEdit> edits, CancellationToken cancellationToken) =>
        await Configuration.FindForeignRightsAsync(edits, cancellationToken).ConfigureAwait(false);

    /// <summary>Changes the configuration, as one revision.</summary>
    internal async ValueTask<ConfigurationRevision> ChangeConfigurationAsync(
        IReadOnlyList<ConfigurationEdit> edits, long? expectedRevision, string? reason, CancellationToken cancellationToken)
    {
        var revision = await Configuration.ChangeAsync(edits, expectedRevision, reason, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _ownRevision, revision.Revision);
        return revision;
    }

    /// <summary>Lays a schema down, or (null) takes it away, as one revision.</summary>
    internal async ValueTask<ConfigurationRevision> SetSchemaAsync(string? job, string? schema, bool force, long? expectedRevision, string? reason, CancellationToken cancellationToken)
    {
        var revision = await Configuration.SetSchemaAsync(job, schema, force, expectedRevision, reason, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _ownRevision, revision.Revision);
        return revision;
    }

    /// <summary>Closes the session: its ephemeral nodes and locks go; an embedded server ends with it.</summary>
    internal async ValueTask DisconnectAsync()
    {
        if (Interlocked.Exchange(ref _disconnected, 1) != 0)
            return;
        ProcessEnd.Remove(this);
        await Client.DisposeAsync().ConfigureAwait(false);
        if (Embedded is not null)
            await Embedded.StopAsync().ConfigureAwait(false);
    }
}
