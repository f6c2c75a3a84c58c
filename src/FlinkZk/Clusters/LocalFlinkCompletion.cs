using System.Globalization;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;

namespace FlinkZk;

/// <summary>Starts what is missing of a cluster that this runspace runs.</summary>
/// <param name="local">The cluster.</param>
internal sealed class LocalFlinkCompletion(LocalFlink local)
{
    // Asked again and again, while processes start.
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);

    private volatile ClusterReadiness? _readiness;

    /// <summary>How far it is.</summary>
    public string Status => _readiness?.Status ?? "processes start";

    /// <summary>Whether as many run as there are to be.</summary>
    public bool IsWhole(int jobManagers, int taskManagers) => Missing(FlinkRole.JobManager, jobManagers) == 0 && Missing(FlinkRole.TaskManager, taskManagers) == 0;

    /// <summary>What is missing, in words.</summary>
    public string Missing(int jobManagers, int taskManagers) => string.Join(" and ", new[] { Named(FlinkRole.JobManager, jobManagers), Named(FlinkRole.TaskManager, taskManagers) }.OfType<string>());

    /// <summary>Starts them, and waits until they are there; ends what was started, and nothing else, if they do not come.</summary>
    public async Task<(IReadOnlyList<LocalProcess> Started, IReadOnlyList<LocalProcess> Ended)> RunAsync(int jobManagers, int taskManagers, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // A leader cleans up after a job by itself.
        if (local.Cluster.Processes.All(process => process.Role != FlinkRole.JobManager || process.HasEnded))
            local.Cluster.CheckResults();
        using var flink = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(local.Session.Client, local.Paths), Timeout = Probe, TryTimeout = Probe });
        _readiness = new(local.Cluster, local.Session.Client, flink);
        await _readiness.BeginAsync(cancellationToken).ConfigureAwait(false);
        var (started, ended) = local.Cluster.StartMissing(jobManagers, taskManagers);
        try
        {
            await _readiness.WaitAsync(started, timeout, cancellationToken).ConfigureAwait(false);
            local.Wanted = (jobManagers, taskManagers);
            return (started, ended);
        }
        catch (Exception e)
        {
            foreach (var process in started)
                process.Kill();
            if (e is DeployException { Problem: DeployProblem.ProcessEnded or DeployProblem.NotReady })
                throw new DeployException(DeployProblem.Incomplete, e.Message, e);
            throw;
        }
    }

    private string? Named(FlinkRole role, int wanted) => Missing(role, wanted) is > 0 and var missing ? string.Create(CultureInfo.InvariantCulture, $"{missing} {role}{(missing == 1 ? "" : "s")}") : null;

    private int Missing(FlinkRole role, int wanted) => Math.Max(0, wanted - local.Cluster.Processes.Count(process => process.Role == role && !process.HasEnded));
}
