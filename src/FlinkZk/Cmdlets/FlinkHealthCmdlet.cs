using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet about what is wrong with clusters.</summary>
public abstract class FlinkHealthCmdlet : FlinkClusterCmdlet
{
    // Asked only of a JobManager that should answer at once.
    private static readonly TimeSpan SettingDeadline = TimeSpan.FromSeconds(2);

    /// <summary>The folder of Flink's high-availability.storageDir as this machine sees it, or its file: URI: where results of jobs lie that no node names. Without it, it is taken from the nodes, or from a connection of this runspace to the cluster.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StoragePath { get; set; }

    /// <summary>A file of Flink's configuration, or the folder with it, that says where that is, and where results are kept elsewhere.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ConfigFile { get; set; }

    /// <summary>How long ZooKeeper may take to answer, for each cluster.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(30));

    private protected override Duration Patience => Timeout;

    // A cluster whose leader hangs is asked twice; the rest of the time is ZooKeeper's.
    private TimeSpan Question => LeaderQuestion.Limit * 4 < Timeout ? LeaderQuestion.Limit : (TimeSpan)Timeout / 4;

    /// <inheritdoc/>
    protected override void Begin()
    {
        // A finding that comes through the pipeline may have none.
        if (StoragePath is { Length: 0 })
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-StoragePath is empty.", "Name the folder of high-availability.storageDir, or leave -StoragePath out.");
        if (ConfigFile is { Length: 0 })
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-ConfigFile is empty.", "Name config.yaml or flink-conf.yaml, or leave -ConfigFile out.");
    }

    /// <summary>Judges one cluster.</summary>
    private protected HaReport Check(ZkSession session, string id)
    {
        var paths = new HaPaths(id, FlinkRoot);
        var named = NamedStorage();
        var connections = RunspaceClusters.Current.List.All();
        var sources = new HaSources
        {
            Storage = async token => named is not null ? named with { ClusterId = id } : await KnownStorageAsync(connections, session, paths, id, token).ConfigureAwait(false),
            Leader = new LeaderQuestion(session.Client, paths, Question, Known(connections, session, paths).LastOrDefault()?.Client).AskAsync,
            LostProcesses = () => LostProcesses.Find(paths, session.Client.ConnectionString, DependencyContext.Yaml),
        };
        return Read(session, async token => await HaCheck.RunAsync(session.Client, paths, sources, token).ConfigureAwait(false));
    }

    /// <summary>The storage that a parameter names; null for none.</summary>
    /// <exception cref="FlinkZkException">It is not there.</exception>
    private protected HaStorage? NamedStorage()
    {
        if (StoragePath is { Length: > 0 } && ConfigFile is { Length: > 0 })
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-StoragePath and -ConfigFile exclude each other.", "Both say where the cluster's files lie.");
        if (ConfigFile is { Length: > 0 })
        {
            var file = ConfigurationSource.Read(this, FullPath(ConfigFile)!);
            return Folder(Value(HaStorage.Key) ?? throw new FlinkZkException("FlinkConfigUnreadable", ErrorCategory.InvalidData, $"'{file.Path}' does not say where the cluster's files lie: it has no {HaStorage.Key}.", "Set it, or name the folder with -StoragePath.")).With(Value);

            string? Value(string key) => file.Entries.LastOrDefault(entry => entry.Key == key)?.Value is { Length: > 0 } value ? value : null;
        }
        return StoragePath is { Length: > 0 } ? Folder(StoragePath) : null;
    }

    private HaStorage Folder(string said)
    {
        var folder = HaStorage.Of(said, "")?.Folder ?? (said.Contains("://", StringComparison.Ordinal) ? null : FullPath(said));
        return folder is not null && Directory.Exists(folder) ? new(folder, "")
            : throw new FlinkZkException("FlinkStorageNotFound", ErrorCategory.ObjectNotFound, $"'{said}' is no folder of this machine.", "Name the folder of high-availability.storageDir where this machine has it mounted; or run it on a machine that has.");
    }

    // What this runspace has started, or a JobManager says; one that does not answer says nothing.
    internal static async Task<HaStorage?> KnownStorageAsync(IReadOnlyList<FlinkConnection> connections, ZkSession session, HaPaths paths, string id, CancellationToken cancellationToken)
    {
        var known = Known(connections, session, paths);
        return known.Select(connection => connection.Local?.Cluster.Storage).FirstOrDefault(storage => storage is not null)
            ?? (known.LastOrDefault() is { } connected ? await AskAsync(connected, id, cancellationToken).ConfigureAwait(false) : null);
    }

    private static FlinkConnection[] Known(IReadOnlyList<FlinkConnection> connections, ZkSession session, HaPaths paths) =>
        [.. connections.Where(connection => !connection.IsClosed && connection.Followed is { } followed && ReferenceEquals(followed.Session, session) && followed.Paths.Cluster == paths.Cluster)];

    /// <summary>Where a cluster's files lie, as its JobManager says; null where it does not.</summary>
    internal static async Task<HaStorage?> AskAsync(FlinkConnection connection, string id, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(SettingDeadline);
        try
        {
            var settings = await connection.Client.ConfigurationAsync(deadline.Token).ConfigureAwait(false);
            return HaStorage.Of(key => settings.LastOrDefault(setting => setting.Key == key)?.Value, id);
        }
        catch (Exception e) when (e is FlinkException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
