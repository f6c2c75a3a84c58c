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
    private const string StorageKey = "high-availability.storageDir";

    // Asked only of a JobManager that should answer at once.
    private static readonly TimeSpan SettingDeadline = TimeSpan.FromSeconds(2);

    /// <summary>The folder of Flink's high-availability.storageDir as this machine sees it, or its file: URI: where results of jobs lie that no node names. Without it, it is taken from the nodes, or from a connection of this runspace to the cluster.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StoragePath { get; set; }

    /// <summary>A file of Flink's configuration, or the folder with it, that says where that is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
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
    }

    /// <summary>Judges one cluster.</summary>
    private protected HaReport Check(ZkSession session, string id)
    {
        var paths = new HaPaths(id, FlinkRoot);
        var named = NamedStorage();
        var connections = RunspaceClusters.Current.List.All();
        var sources = new HaSources
        {
            Storage = async token => named is not null ? HaStorage.Of(named, id) : await KnownStorageAsync(connections, session, paths, id, token).ConfigureAwait(false),
            Leader = new LeaderQuestion(session.Client, paths, Question, Known(connections, session, paths).LastOrDefault()?.Client).AskAsync,
            LostProcesses = () => LostProcesses.Find(paths, session.Client.ConnectionString, DependencyContext.Yaml),
        };
        return Read(session, async token => await HaCheck.RunAsync(session.Client, paths, sources, token).ConfigureAwait(false));
    }

    /// <summary>The folder that a parameter names; null for none.</summary>
    /// <exception cref="FlinkZkException">It is not there.</exception>
    private protected string? NamedStorage()
    {
        if (StoragePath is { Length: > 0 } && ConfigFile is not null)
            throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "-StoragePath and -ConfigFile exclude each other.", "Both say where the cluster's files lie.");
        var said = StoragePath is { Length: > 0 } ? StoragePath : ConfigFile is null ? null : OfFile(FullPath(ConfigFile)!);
        if (said is null)
            return null;
        var folder = HaStorage.Of(said, "")?.Folder ?? (said.Contains("://", StringComparison.Ordinal) ? null : FullPath(said));
        return folder is not null && Directory.Exists(folder) ? folder
            : throw new FlinkZkException("FlinkStorageNotFound", ErrorCategory.ObjectNotFound, $"'{said}' is no folder of this machine.", "Name the folder of high-availability.storageDir where this machine has it mounted; or run it on a machine that has.");
    }

    private string OfFile(string path) => ConfigurationSource.Read(this, path) is var file && file.Entries.LastOrDefault(entry => entry.Key == StorageKey)?.Value is { Length: > 0 } value ? value
        : throw new FlinkZkException("FlinkConfigUnreadable", ErrorCategory.InvalidData, $"'{file.Path}' does not say where the cluster's files lie: it has no {StorageKey}.", "Set it, or name the folder with -StoragePath.");

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
            return HaStorage.Of(settings.LastOrDefault(setting => setting.Key == StorageKey)?.Value, id);
        }
        catch (Exception e) when (e is FlinkException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
