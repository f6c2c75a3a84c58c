using FlinkZk.Client;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Keeps in ZooKeeper how a job was started, where Update-FlinkJob looks for what it goes back to.</summary>
internal static class StartRecord
{
    // The job runs: whoever changes it at this moment is not waited for.
    private static readonly Duration Patience = new(TimeSpan.FromSeconds(5));

    /// <summary>How the job was started.</summary>
    /// <param name="request">What was started, and how.</param>
    /// <param name="source">The jar's file and hash.</param>
    public static FlinkDeployment Of(FlinkStartRequest request, (string Path, string Sha256) source) => new()
    {
        Jar = source.Path,
        Sha256 = source.Sha256,
        EntryClass = request.EntryClass,
        Arguments = request.Arguments is { Count: > 0 } arguments ? arguments : null,
        Parallelism = request.Parallelism,
        Configuration = request.Configuration,
        AllowNonRestoredState = request.AllowNonRestoredState,
    };

    /// <summary>Keeps it, under the job's lock.</summary>
    /// <returns>What is not kept, and why, in whole sentences; null: all is.</returns>
    public static async ValueTask<string?> KeepAsync(FlinkConnection cluster, ZkSession session, string job, FlinkStartRequest request, FlinkDeployment deployment, Guid runspace, CancellationToken cancellationToken)
    {
        if (!EntityName.IsValid(job, out var problem))
            return NotKept($"'{job}' cannot be the name of a lock: {problem}");
        try
        {
            await new JobChange(cluster, session, job, runspace, Patience).StartedAsync(request.JobId, deployment, request.Savepoint, cancellationToken).ConfigureAwait(false);
            return DeploymentSecrets.Among(deployment) is { } secrets
                ? $"How the job was started is kept in ZooKeeper without {secrets}: Update-FlinkJob will need that again (-ArgumentList, -Configuration)."
                : null;
        }
        catch (FlinkUpgradeException e) when (e.Problem == FlinkUpgradeProblem.UnderWay)
        {
            return $"The job runs, in the place of one that is being changed: {e.Message} To go on with that, or to take it back, starts no second one beside this, and is refused as long as this runs. Update-FlinkJob {JobNames.Quoted(job)} -Undo -NoRollback gives it up, and this one stays.";
        }
        catch (Exception e) when (e is FlinkUpgradeException or ZkException or FlinkZkException or TimeoutException)
        {
            return NotKept(e.Message.TrimEnd('.'));
        }
    }

    private static string NotKept(string why) => $"The job runs, and how it was started could not be kept: {why}. Update-FlinkJob will need -PreviousJar.";
}
