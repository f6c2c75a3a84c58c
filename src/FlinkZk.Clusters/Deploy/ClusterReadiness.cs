using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// Waits until all processes of a cluster on this machine are there: JobManagers in the latch, one of them answers, TaskManagers with it; and its program has started its job, where it
/// is for one.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="session">A session with its ZooKeeper.</param>
/// <param name="flink">A client that follows its leader.</param>
public sealed class ClusterReadiness(LocalCluster cluster, ZkClient session, FlinkClient flink)
{
    // A dead one keeps its place, and its registration, for a while: only what came is counted.
    private HashSet<long> _sessions = [];
    private HashSet<string>? _managers = [];
    private IReadOnlyList<LocalProcess>? _started;

    private volatile string _status = "processes start";

    /// <summary>How far it is, for a progress bar.</summary>
    public string Status => _status;

    /// <summary>Refuses a cluster of which processes live already: those that are started would stand by for them.</summary>
    /// <exception cref="DeployException">They do.</exception>
    public static async Task CheckFreeAsync(ZkClient session, HaPaths paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(paths);
        var found = await HaReader.ReadAsync(session, paths, cancellationToken).ConfigureAwait(false);
        if (found.Candidates.Value?.Count > 0)
            throw new DeployException(DeployProblem.Exists, string.Create(CultureInfo.InvariantCulture, $"'{paths.Cluster}' has {found.Candidates.Value.Count} JobManagers already{(found.Leadership.Address is { } leader ? $", led by {leader}" : "")}."));
    }

    /// <summary>Remembers who is there before more are started.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken = default)
    {
        var found = await HaReader.ReadAsync(session, Paths, cancellationToken).ConfigureAwait(false);
        _sessions = [.. Sessions(found)];
        try
        {
            _managers = [.. (await flink.TaskManagersAsync(cancellationToken).ConfigureAwait(false)).Select(manager => manager.Id)];
        }
        catch (FlinkException)
        {
            // Nobody leads: all that run are waited for.
            _managers = null;
        }
    }

    /// <summary>Waits for these alone, which came to those that were there.</summary>
    /// <exception cref="DeployException">A process ended, or the time is over.</exception>
    public Task WaitAsync(IReadOnlyList<LocalProcess> started, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        _started = started;
        return WaitAsync(timeout, cancellationToken);
    }

    /// <summary>Waits.</summary>
    /// <exception cref="DeployException">A process ended, the program failed, or the time is over.</exception>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var pace = new Pace(flink.Time, timeout);
        do
        {
            cluster.CheckProcesses();
            var (jobManagers, taskManagers, leader) = await LookAsync(cancellationToken).ConfigureAwait(false);
            var (wantedJobManagers, wantedTaskManagers) = (Wanted(FlinkRole.JobManager), Wanted(FlinkRole.TaskManager));
            _status = string.Create(CultureInfo.InvariantCulture, $"{jobManagers} of {wantedJobManagers} JobManagers, {(leader ? "one leads" : "none leads yet")}, {taskManagers} of {wantedTaskManagers} TaskManagers");
            if (leader && jobManagers >= wantedJobManagers && taskManagers >= wantedTaskManagers && (_started is not null || cluster.Options.Application is not { } application || await HasStartedAsync(application, cancellationToken).ConfigureAwait(false)))
                return;
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        throw new DeployException(DeployProblem.NotReady, string.Create(CultureInfo.InvariantCulture, $"After {timeout.TotalSeconds:0.#} s the cluster is not ready: {_status}. The logs lie in '{cluster.Options.Folder}'."));
    }

    private async Task<bool> HasStartedAsync(LocalApplication application, CancellationToken cancellationToken)
    {
        _status = "the program's main method runs";
        try
        {
            var state = await flink.StateAsync(application.JobId, cancellationToken).ConfigureAwait(false);
            if (state != "FAILED")
                return state is not ("INITIALIZING" or "CREATED");
            throw new DeployException(DeployProblem.ApplicationFailed, $"The job {application.JobId} was started, and failed: {(await flink.FailuresAsync(application.JobId, 1, cancellationToken).ConfigureAwait(false) is [var failure, ..] ? failure.Cause.TrimEnd('.') : "Flink does not say why")}. The logs lie in '{cluster.Options.Folder}'.");
        }
        catch (FlinkException)
        {
            return false;
        }
    }

    private HaPaths Paths => new(cluster.Options.ClusterId, cluster.Options.Root);

    private static IEnumerable<long> Sessions(HaSnapshot found) => (found.Candidates.Value ?? []).Select(candidate => candidate.Node.Value?.Session).OfType<long>();

    private int Wanted(FlinkRole role) => (role == FlinkRole.TaskManager && _managers is null ? cluster.Processes : _started ?? cluster.Processes).Count(process => process.Role == role && !process.HasEnded);

    private async Task<(int JobManagers, int TaskManagers, bool Leader)> LookAsync(CancellationToken cancellationToken)
    {
        var found = await HaReader.ReadAsync(session, Paths, cancellationToken).ConfigureAwait(false);
        var jobManagers = Sessions(found).Count(session => !_sessions.Contains(session));
        if (found.Leadership.Address is null)
            return (jobManagers, 0, false);
        try
        {
            // One that has just registered tells of its slots a moment later.
            return (jobManagers, (await flink.TaskManagersAsync(cancellationToken).ConfigureAwait(false)).Count(manager => manager.Slots > 0 && _managers?.Contains(manager.Id) != true), true);
        }
        catch (FlinkException)
        {
            return (jobManagers, 0, false);
        }
    }
}
