using System.Management.Automation;
using System.Management.Automation.Runspaces;
using FlinkZk.Client;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Coordination;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that replaces running jobs, one at a time, by others that go on from their savepoints: under the job's lock, and written down in ZooKeeper.</summary>
public abstract class FlinkUpgradeCmdlet : FlinkJobCmdlet
{
    /// <summary>The ZooKeeper session in which the job is locked and the change written down; without it the runspace's last one is used.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionValueCompleter))]
    [ValidateNotNull]
    public ZkSession? Session { get; set; }

    /// <summary>The name under which the job is locked, as for Lock-FlinkJob; without it the job's own.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? LockName { get; set; }

    /// <summary>How long to wait while somebody else holds the lock.</summary>
    [Parameter]
    public Duration LockTimeout { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>The folder below which the savepoint is written: a URI that JobManagers and TaskManagers reach. Without it, the cluster's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateSavepointFolder]
    public string? Path { get; set; }

    /// <summary>How the savepoint is written: Canonical can be moved between state backends, Native is faster. Without it, as in the job's last change, or else canonical.</summary>
    [Parameter]
    public FlinkSavepointFormat? Format { get; set; }

    /// <summary>How long the stop may take. What was begun goes on after it.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(10));

    /// <summary>How long a start may take: the program's main method has to run to its end.</summary>
    [Parameter]
    public Duration StartTimeout { get; set; } = new(TimeSpan.FromMinutes(2));

    /// <summary>How long all must be well until the job counts as stable: its tasks run, it was restored from the savepoint, it has a checkpoint of its own, and nothing fails.</summary>
    [Parameter]
    public Duration StableFor { get; set; } = new(TimeSpan.FromSeconds(10));

    /// <summary>How long it may take until the job is stable; after that the old one is started again.</summary>
    [Parameter]
    public Duration StableTimeout { get; set; } = new(TimeSpan.FromMinutes(5));

    private protected sealed override bool TakesSeveral => false;

    /// <summary>The session to work in.</summary>
    private protected ZkSession ActiveSession => Session ?? RunspaceSessions.Current.Default ?? throw SessionNotFound.NotConnected();

    /// <summary>Makes a change of a job of which none is under way.</summary>
    /// <param name="job">The lock's name.</param>
    /// <param name="summary">The job.</param>
    private protected abstract void Change(string job, FlinkJobSummary summary);

    /// <summary>Whether a change that is under way on another cluster is refused.</summary>
    private protected virtual bool MindsCluster => true;

    /// <summary>What to do with one that is under way.</summary>
    private protected virtual void GoOn(string job, FlinkUpgradeRecord record) =>
        throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, job, $"A change of the job '{job}' that {Who(record)} began is under way, at {record.Step}.");

    private protected sealed override void ForName(string name)
    {
        // The old job may have ended long ago: what is under way is found by its name.
        var job = LockName ?? name;
        if (EntityName.IsValid(job, out _) && UnderWay(job) is { } record)
            GoOn(job, record);
        else
            base.ForName(name);
    }

    private protected sealed override void Each(string id, FlinkJobSummary? summary)
    {
        var cluster = ActiveCluster;
        summary ??= Wait(async token => await cluster.Client.JobsAsync(token).ConfigureAwait(false)).FirstOrDefault(job => job.Id == id);
        var session = ActiveSession;
        var job = LockName ?? Wait(async token => await FlinkUpgrades.NameOfAsync(session.Client, session.Paths, id, token).ConfigureAwait(false)) ?? summary?.Name ?? throw FlinkJobSearch.NotFound(id);
        if (!EntityName.IsValid(job, out var problem))
            throw new FlinkZkException("InvalidName", ErrorCategory.InvalidArgument, $"'{job}' cannot be the name of a lock: {problem}.", "Give it another: -LockName.");
        if (UnderWay(job) is { } record)
            GoOn(job, record);
        else
            Change(job, summary ?? throw FlinkJobSearch.NotFound(id));
    }

    /// <summary>How the job was started last, if that is how it runs.</summary>
    private protected FlinkDeployment? Recorded(string job, string id)
    {
        var session = ActiveSession;
        return Wait(async token => await FlinkUpgrades.ReadSpecAsync(session.Client, session.Paths, job, token).ConfigureAwait(false)) is { } spec && spec.JobId == id ? spec.Deployment : null;
    }

    /// <summary>A change, with what all have in common.</summary>
    /// <param name="id">The job.</param>
    /// <param name="wanted">How it is started anew.</param>
    /// <param name="before">What is gone back to; null for nothing.</param>
    /// <param name="remembered">How its savepoint was written at the last change.</param>
    private protected FlinkUpgradeRequest Request(string id, FlinkDeployment wanted, FlinkDeployment? before, FlinkSavepointFormat? remembered) => new()
    {
        JobId = id,
        Cluster = ClusterName,
        New = wanted,
        Old = before,
        Folder = Path,
        Format = Format ?? remembered,
        StableFor = StableFor,
        StableTimeout = StableTimeout,
        StopTimeout = Timeout,
        StartTimeout = StartTimeout,
    };

    /// <summary>Carries out a change under the job's lock, and shows how far it is.</summary>
    /// <param name="job">The lock's name.</param>
    /// <param name="work">The change.</param>
    /// <param name="unwritten">What to say when Ctrl+C ends it and nothing is written down; null for nothing.</param>
    private protected T Work<T>(string job, Func<JobChange, CancellationToken, Task<T>> work, string? unwritten = null)
    {
        var (cluster, session) = (ActiveCluster, ActiveSession);
        var toLock = new JobToLock(session, job);
        StrangersCheck.Tell(this, session, Wait(token => JobLocks.FindForeignRightsAsync(toLock, token)));
        var change = new JobChange(cluster, session, job, Runspace.DefaultRunspace.InstanceId, LockTimeout);
        return WatchProgress(FlinkTrigger.Begin(token => work(change, token), StopToken), $"Change of {job}", () => change.Status, () => change.IsBegun ? Standing(session, job) ?? unwritten : null);
    }

    private static string? Standing(ZkSession session, string job)
    {
        using var late = new CancellationTokenSource(LastWords);
        try
        {
            return PipelineThread.Wait(async () => await FlinkUpgrades.ReadAsync(session.Client, session.Paths, job, late.Token).ConfigureAwait(false)) is { } record
                ? $"The change of the job '{job}' is not over. It stands at {record.Step}{(record.Savepoint is { } path ? $"; the savepoint: {path}" : "")}. {UpgradeErrors.GoOn(job)}"
                : null;
        }
        catch (Exception e) when (e is ZkException or FlinkUpgradeException or OperationCanceledException)
        {
            return $"Whether a change of the job '{job}' is under way cannot be told: {e.Message} If it is: {UpgradeErrors.GoOn(job)}";
        }
    }

    /// <summary>The error of a change that was rolled back though nobody had asked for that.</summary>
    private protected static FlinkZkException RolledBack(string job, FlinkUpgradeResult result) => new("FlinkChangeRolledBack", ErrorCategory.InvalidResult, $"The job '{job}' runs as before, as {result.JobId}: {result.Record.Reason}.",
        $"Get-FlinkException {result.Record.NewJobId} shows what failed, as long as the same leader leads. The savepoint stays.");

    /// <summary>The recorded way in which a job runs, whose jar still lies there.</summary>
    /// <exception cref="FlinkZkException">Nothing tells.</exception>
    private protected FlinkDeployment RecordedWithJar(string job, FlinkDeployment? recorded, string otherwise) =>
        recorded is not null && System.IO.File.Exists(recorded.Jar) && Hash(recorded.Jar) == recorded.Sha256 ? Whole(job, recorded)
        : throw new FlinkZkException("FlinkPreviousJarMissing", ErrorCategory.InvalidArgument, recorded is null
            ? $"Nothing tells which jar the job '{job}' runs."
            : $"The jar that the job '{job}' runs does not lie at '{recorded.Jar}' any more, or is another.", $"Nothing was changed. {otherwise}");

    /// <summary>How a job is started, if none of its secrets is missing.</summary>
    private protected static FlinkDeployment Whole(string job, FlinkDeployment deployment, string also = "") => DeploymentSecrets.Missing(deployment) is not { } missing ? deployment
        : throw new FlinkZkException("FlinkSecretsMissing", ErrorCategory.InvalidArgument, $"The job '{job}' is started with {missing}, which ZooKeeper does not keep.",
            $"Nothing was changed. Update-FlinkJob {JobNames.Quoted(job)} <jar> takes them with -ArgumentList or -Configuration, beside whatever else it is started with.{also}");

    private protected string Hash(string path) => Wait(async token => await FlinkDeployment.HashAsync(path, token).ConfigureAwait(false));

    private protected static string Who(FlinkUpgradeRecord record) => $"{record.User ?? "somebody"} on {record.Host ?? "an unknown host"}";

    private protected string ClusterName => ActiveCluster.ClusterId ?? ActiveCluster.Address.AbsoluteUri;

    private FlinkUpgradeRecord? UnderWay(string job)
    {
        var session = ActiveSession;
        if (Wait(async token => await FlinkUpgrades.ReadAsync(session.Client, session.Paths, job, token).ConfigureAwait(false)) is not { } record)
            return null;
        return !MindsCluster || IsHere(record)
            ? record
            : throw new FlinkUpgradeException(FlinkUpgradeProblem.UnderWay, job, $"A change of a job '{job}' is under way on another cluster than {ClusterName}: on {record.Cluster}, and Connect-Flink has to name that.");
    }

    // Addresses of one cluster may be several, and an id is one: what tells is that a cluster knows one of the jobs.
    private bool IsHere(FlinkUpgradeRecord record)
    {
        var cluster = ActiveCluster;
        if (record.Cluster == ClusterName)
            return true;
        return !(record.Cluster.StartsWith('/') && cluster.ClusterId is not null)
            && Wait(async token => await cluster.Client.JobsAsync(token).ConfigureAwait(false)).Any(job => record.IsAbout(job.Id));
    }
}
