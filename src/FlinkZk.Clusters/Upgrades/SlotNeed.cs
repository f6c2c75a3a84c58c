using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>How many slots a job takes: parts of one slot sharing group lie in the same slots, so that a group takes as many as its widest part.</summary>
internal static class SlotNeed
{
    /// <summary>The slots that a job has.</summary>
    /// <param name="vertices">Its parts; those that have finished have given theirs back.</param>
    public static long Held(IEnumerable<FlinkVertex> vertices) => Sum(vertices.Where(vertex => vertex.State != "FINISHED"));

    /// <summary>The slots that a job takes when it is started anew with another parallelism.</summary>
    /// <param name="vertices">Its parts as they run.</param>
    /// <param name="before">The parallelism with which it was started; parts that have another name their own, and keep it. Null: all follow.</param>
    /// <param name="wanted">The new one.</param>
    public static long Wanted(IEnumerable<FlinkVertex> vertices, int? before, int wanted) =>
        Sum(vertices.Select(vertex => before is null || vertex.Parallelism == before ? vertex with { Parallelism = wanted } : vertex));

    /// <summary>The slots that parts of such widths take.</summary>
    public static long Sum(IEnumerable<FlinkVertex> vertices) => vertices.GroupBy(vertex => vertex.SlotSharingGroup, StringComparer.Ordinal).Sum(group => group.Max(vertex => vertex.Parallelism ?? 0));

    /// <summary>Refuses what there are not enough slots for: the job would wait for some that nobody brings.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="job">The job's name.</param>
    /// <param name="parallelism">The parallelism that is asked for.</param>
    /// <param name="wanted">The slots that it takes.</param>
    /// <param name="held">Those that the job has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlinkUpgradeException">There are not enough.</exception>
    public static async Task CheckAsync(FlinkClient client, string job, int parallelism, long wanted, long held, CancellationToken cancellationToken)
    {
        if (wanted <= held)
            return;
        var free = (await client.TaskManagersAsync(cancellationToken).ConfigureAwait(false)).Sum(manager => manager.FreeSlots ?? 0);
        if (held + free < wanted)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.SlotsMissing, job, $"A parallelism of {parallelism} of the job '{job}' takes {wanted} slots: it has {held}, and {free} are free. Nothing was changed.");
    }
}
