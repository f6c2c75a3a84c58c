using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>Finds Flink clusters below a root.</summary>
internal static class ClusterSearch
{
    /// <summary>The id as Flink writes it.</summary>
    public static string Id(string given) => "/" + given.Trim('/');

    /// <summary>The ids of the clusters that there are.</summary>
    /// <exception cref="FlinkZkException">There is no such root.</exception>
    /// <exception cref="ZkException">It cannot be read.</exception>
    public static async ValueTask<IReadOnlyList<string>> IdsAsync(ZkSession session, string root, CancellationToken cancellationToken)
    {
        var found = await HaReader.ListAsync(session.Client, root, cancellationToken).ConfigureAwait(false);
        return found.Presence switch
        {
            Presence.Present => [.. found.Value!.Select(cluster => Id(cluster.Id))],
            Presence.Absent => throw new FlinkZkException("ClusterNotFound", ErrorCategory.ObjectNotFound, $"There is no root '{root}' of Flink clusters.",
                "Name the root with -FlinkRoot: it is Flink's high-availability.zookeeper.path.root."),
            _ => throw new ZkException(found.Code!.Value, found.Reason!, root),
        };
    }

    /// <summary>The error of a cluster that is not there.</summary>
    public static FlinkZkException NotFound(string id, string root) => new("ClusterNotFound", ErrorCategory.ObjectNotFound, $"There is no Flink cluster '{id}' below '{root}'.",
        "Get-FlinkCluster lists those that there are, case told apart; -FlinkRoot names another root.");

    /// <summary>One cluster; null if there is none of that id. One whose processes are all gone is known by what it still keeps.</summary>
    /// <exception cref="ZkException">The session is over.</exception>
    public static async ValueTask<FlinkCluster?> TryReadAsync(ZkSession session, string id, string root, CancellationToken cancellationToken)
    {
        var snapshot = await HaReader.ReadAsync(session.Client, new HaPaths(id, root), cancellationToken).ConfigureAwait(false);
        Presence[] kept = [snapshot.Components.Presence, snapshot.JobGraphs.Presence, snapshot.ExecutionPlans.Presence, snapshot.Applications.Presence, snapshot.Jobs.Presence];
        return snapshot.Node.Presence == Presence.Absent || kept.All(presence => presence == Presence.Absent) ? null : new(id, root, snapshot, session);
    }
}
