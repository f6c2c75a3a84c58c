using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>What can be known before anything is touched: that the old job can be stopped, that the new jar arrives and its main method makes a plan, and that what runs is part of it.</summary>
internal sealed class UpgradePreparation(FlinkClient client, string job, FlinkUpgradeRequest request, IProgress<string>? progress)
{
    /// <summary>Prepares it.</summary>
    /// <returns>The first record.</returns>
    /// <exception cref="FlinkUpgradeException">It is not possible now.</exception>
    public async Task<FlinkUpgradeRecord> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var deployment in request.Old is { } old ? new[] { request.New, old } : [request.New])
        {
            if (DeploymentSecrets.Missing(deployment) is { } missing)
                throw new FlinkUpgradeException(FlinkUpgradeProblem.SecretsMissing, job, $"'{Path.GetFileName(deployment.Jar)}' is started with {missing}, which ZooKeeper does not keep.");
        }
        progress?.Report("looking at the job");
        var jobs = await client.JobsAsync(cancellationToken).ConfigureAwait(false);
        var summary = jobs.FirstOrDefault(known => known.Id == request.JobId)
            ?? throw new FlinkException(FlinkProblem.JobNotFound, FlinkOutcome.NotDone, $"The cluster knows no job '{request.JobId}'.");
        CheckReady(summary);
        if (request is { ChecksSlots: true, New.Parallelism: { } parallelism })
            await CheckSlotsAsync(parallelism, cancellationToken).ConfigureAwait(false);
        var latest = (await client.CheckpointsAsync(request.JobId, cancellationToken).ConfigureAwait(false)).Latest;
        progress?.Report("taking the jar to the JobManager");
        var jar = await client.UploadAsync(request.New.Jar, request.StartTimeout, cancellationToken).ConfigureAwait(false);
        try
        {
            if (request.ChecksPlan)
                await ComparePlanAsync(jar, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await new FlinkJobs(client).DiscardAsync(jar).ConfigureAwait(false);
            throw;
        }
        return new()
        {
            Step = FlinkUpgradeStep.Stopping,
            Cluster = request.Cluster,
            Name = summary.Name,
            Namesakes = [.. jobs.Where(known => known.Name == summary.Name && known.Id != summary.Id && !FlinkJobState.IsTerminal(known.State)).Select(known => known.Id)],
            OldJobId = request.JobId,
            NewJobId = Id(),
            RollbackJobId = Id(),
            TriggerId = Id(),
            NewestBefore = Math.Max(latest?.Completed?.Id ?? 0, latest?.Savepoint?.Id ?? 0),
            New = request.New,
            Old = request.Old,
            JarId = jar.Id,
            JarAddress = jar.Address,
            Folder = request.Folder,
            Format = request.Format,
            StableFor = request.StableFor,
            StableTimeout = request.StableTimeout,
            StopTimeout = request.StopTimeout,
            StartTimeout = request.StartTimeout,
            User = Environment.UserName,
            Host = Environment.MachineName,
        };
    }

    public static string Id() => Guid.NewGuid().ToString("n");

    private void CheckReady(FlinkJobSummary summary)
    {
        var all = summary.Tasks?.GetValueOrDefault("total") ?? 0;
        var running = (summary.Tasks?.GetValueOrDefault("running") ?? 0) + (summary.Tasks?.GetValueOrDefault("finished") ?? 0);
        if (summary.State == "RUNNING" && running >= all)
            return;
        throw new FlinkUpgradeException(FlinkUpgradeProblem.NotReady, job, summary.State == "RUNNING"
            ? $"Only {running} of {all} tasks of the job '{job}' ({summary.Id}) run."
            : $"The job '{job}' ({summary.Id}) is {summary.State}.");
    }

    private async Task CheckSlotsAsync(int parallelism, CancellationToken cancellationToken)
    {
        var vertices = (await client.JobAsync(request.JobId, cancellationToken).ConfigureAwait(false)).Vertices ?? [];
        var before = await client.ParallelismAsync(request.JobId, cancellationToken).ConfigureAwait(false);
        await SlotNeed.CheckAsync(client, job, parallelism, SlotNeed.Wanted(vertices, before, parallelism), SlotNeed.Held(vertices), cancellationToken).ConfigureAwait(false);
    }

    private async Task ComparePlanAsync(FlinkJarFile jar, CancellationToken cancellationToken)
    {
        progress?.Report("making the plan of the new jar");
        IReadOnlyList<string> planned;
        try
        {
            var body = new RunBody { EntryClass = request.New.EntryClass, Arguments = request.New.Arguments is { Count: > 0 } arguments ? arguments : null, Parallelism = request.New.Parallelism };
            planned = [.. (await client.PlanAsync(jar, body, request.StartTimeout, cancellationToken).ConfigureAwait(false)).Select(node => node.Id)];
        }
        // Only a program that says that it fails is believed: one that starts two jobs has no plan, and runs.
        catch (FlinkException e) when (e.Problem is not (FlinkProblem.ProgramFailed or FlinkProblem.JarNotFound or FlinkProblem.NotReached or FlinkProblem.Denied or FlinkProblem.Tls))
        {
            return;
        }
        var vertices = (await client.JobAsync(request.JobId, cancellationToken).ConfigureAwait(false)).Vertices ?? [];
        FlinkVertex[] missing = [.. vertices.Where(vertex => !planned.Contains(vertex.Id))];
        if (missing.Length > 0 && planned.Count > 0 && !request.New.AllowNonRestoredState)
        {
            throw new FlinkUpgradeException(FlinkUpgradeProblem.StateMayNotFit, job,
                $"{missing.Length} of {vertices.Count} parts of the job '{job}' are not in the plan of '{Path.GetFileName(request.New.Jar)}': {string.Join(", ", missing.Select(vertex => $"'{vertex.Name}'"))}. State in them would have nobody to go to.");
        }
    }
}
