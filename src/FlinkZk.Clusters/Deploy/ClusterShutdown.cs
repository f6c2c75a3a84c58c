using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// Stops a cluster in the only order that loses nothing: jobs with savepoints, standbys, then the leader, TaskManagers last. While a standby lives the leader is not shut down over
/// REST: that removes everything in ZooKeeper, the standby's place in the latch included, and leaves it leading a cluster without jobs, or answering 503 for good.
/// </summary>
/// <param name="flink">A client of the cluster.</param>
/// <param name="session">A session with its ZooKeeper; null where none is known.</param>
/// <param name="paths">Where it lies there; null as the session.</param>
/// <param name="local">Its processes, where they are of this process; null otherwise.</param>
/// <param name="request">How.</param>
public sealed class ClusterShutdown(FlinkClient flink, ZkClient? session, HaPaths? paths, LocalCluster? local, ClusterShutdownRequest request)
{
    // Seen: 0.8 s.
    private static readonly TimeSpan LeaderDeadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TaskDeadline = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(2);

    private readonly List<StoppedJob> _jobs = [];
    private readonly List<string> _remaining = [];
    private volatile string _status = "jobs are listed";

    /// <summary>How far it is, for a progress bar.</summary>
    public string Status => _status;

    /// <summary>The jobs that were stopped so far; complete once the stop has ended, however it has.</summary>
    public IReadOnlyList<StoppedJob> Jobs => _jobs;

    /// <summary>Refuses what would be refused, as far as that can be told without stopping a job.</summary>
    /// <returns>The jobs that would be stopped; none where nobody leads.</returns>
    /// <exception cref="FlinkException">The cluster cannot be asked, or nobody leads and jobs wait.</exception>
    /// <exception cref="DeployException">A standby lives that cannot be ended from here, or that cannot be told.</exception>
    public async Task<IReadOnlyList<FlinkJobSummary>> CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (!await IsLedAsync(cancellationToken).ConfigureAwait(false))
                return [];
            if (local is null)
                await CheckStandbysAsync(cancellationToken).ConfigureAwait(false);
            return await RunningAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsPassedOver(e))
        {
            return [];
        }
    }

    /// <summary>Does it.</summary>
    /// <exception cref="FlinkException">A job was not stopped, or that is not known. What was stopped before is; nothing else was ended.</exception>
    /// <exception cref="DeployException">A standby lives that cannot be ended from here.</exception>
    public async Task<ClusterShutdownResult> RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (await IsLedAsync(cancellationToken).ConfigureAwait(false))
                await EndLeaderAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsPassedOver(e))
        {
            _remaining.Add($"What the cluster has in ZooKeeper was left there: {e.Message}");
        }
        if (local is not null)
            await EndProcessesAsync(cancellationToken).ConfigureAwait(false);
        return new(_jobs, _remaining);
    }

    private async Task EndLeaderAsync(CancellationToken cancellationToken)
    {
        // Before any job: who is refused in the end has lost nothing.
        if (local is null)
            await CheckStandbysAsync(cancellationToken).ConfigureAwait(false);
        await StopJobsAsync(cancellationToken).ConfigureAwait(false);
        if (local is not null)
            await EndStandbysAsync(cancellationToken).ConfigureAwait(false);
        await ShutDownAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool IsPassedOver(Exception e) => request.Force && local is not null && e is (FlinkException or ZkException);

    private static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    private async Task<bool> IsLedAsync(CancellationToken cancellationToken)
    {
        if (local is null || session is null)
            return true;
        var found = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (found.Leadership.Address is not null)
            return true;
        if (found.Plans.Any() && !request.Force)
            throw new FlinkException(FlinkProblem.NotReached, FlinkOutcome.NotDone, $"Nobody leads '{found.Path}', and {(found.Plans.Count() is var plans && plans == 1 ? "1 job waits" : $"{plans} jobs wait")} for a leader: without one there are no savepoints.")
            {
                HowToSee = "Start a JobManager of the cluster, and stop it then; Get-FlinkLeader <cluster> -Wait waits until somebody leads, Test-FlinkHa says what is wrong. -Force ends the processes all the same, and leaves the jobs in ZooKeeper.",
            };
        return false;
    }

    private async Task StopJobsAsync(CancellationToken cancellationToken)
    {
        var jobs = new FlinkJobs(flink);
        var running = await SettledAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (job, index) in running.Select((job, index) => (job, index)))
        {
            _status = string.Create(CultureInfo.InvariantCulture, $"savepoint of {job.Name}, job {index + 1} of {running.Length}");
            try
            {
                var stopped = await jobs.StopAsync(job.Id, new() { Folder = request.SavepointFolder, Format = request.Format, Timeout = request.Timeout }, cancellationToken).ConfigureAwait(false);
                _jobs.Add(new(job.Id, job.Name, stopped.Path));
            }
            catch (FlinkException e) when (!request.Force && e is { Problem: FlinkProblem.SavepointFailed, Savepoint: null })
            {
                throw new FlinkException(e.Problem, e.Outcome, e.Message, e)
                {
                    Address = e.Address,
                    ServerText = e.ServerText,
                    HowToSee = $"{e.HowToSee ?? "Check that JobManagers and TaskManagers can write there, and that all tasks run (Get-FlinkJob)."} If the job was left in the middle of a change, Update-FlinkJob {Quoted(job.Name)} -Undo takes that back first. -Force stops the cluster all the same, and loses what the job has done since its last checkpoint.",
                };
            }
            catch (FlinkException e) when (request.Force)
            {
                _jobs.Add(new(job.Id, job.Name, e.Savepoint));
                if (e.Savepoint is null)
                    _remaining.Add($"The job {job.Name} ({job.Id}) ended without a savepoint: {e.Message}");
            }
        }
    }

    // A job is RUNNING as soon as its tasks are being deployed; a savepoint takes all of them.
    private async Task<FlinkJobSummary[]> SettledAsync(CancellationToken cancellationToken)
    {
        var pace = new Pace(flink.Time, TaskDeadline);
        FlinkJobSummary[] running;
        do
            running = await RunningAsync(cancellationToken).ConfigureAwait(false);
        while (!running.All(HasAllTasks) && await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        return running;
    }

    private async Task<FlinkJobSummary[]> RunningAsync(CancellationToken cancellationToken) => [.. (await flink.JobsAsync(cancellationToken).ConfigureAwait(false)).Where(job => !FlinkJobState.IsTerminal(job.State))];

    private static bool HasAllTasks(FlinkJobSummary job) => job is { State: "RUNNING", Tasks: { } tasks } && tasks.GetValueOrDefault("running") + tasks.GetValueOrDefault("finished") == tasks.GetValueOrDefault("total");

    private async Task CheckStandbysAsync(CancellationToken cancellationToken)
    {
        _status = "standbys are looked for";
        if (session is not null)
        {
            RefuseStandbys(await ReadAsync(cancellationToken).ConfigureAwait(false));
            return;
        }
        var type = await flink.SettingAsync(["high-availability.type", "high-availability"], cancellationToken).ConfigureAwait(false) ?? "NONE";
        if (!type.Equals("NONE", StringComparison.OrdinalIgnoreCase) && !request.Force)
            throw new DeployException(DeployProblem.StandbysUnknown, $"The cluster has high availability ({type}): whether standbys live cannot be seen over REST.");
    }

    private void RefuseStandbys(HaSnapshot found)
    {
        if (request.Force)
            return;
        if (found.Leadership.Standbys is not { } standbys)
            throw new DeployException(DeployProblem.StandbysUnknown, $"Whether standbys live cannot be told: '{found.Path}' cannot be read.");
        if (standbys > 0)
            throw new DeployException(DeployProblem.HasStandbys, string.Create(CultureInfo.InvariantCulture, $"{standbys} JobManagers of '{found.Path}' stand by, and REST ends none but the leader."));
    }

    private async Task EndStandbysAsync(CancellationToken cancellationToken)
    {
        _status = "standbys end";
        var leader = await flink.AddressAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(local!.Processes.Where(process => process.Role == FlinkRole.JobManager && process.RestPort != leader?.Port).Select(process => process.EndAsync(cancellationToken))).ConfigureAwait(false);
        // One that was killed stays in the latch until its session ends.
        var pace = new Pace(flink.Time, local.Options.SessionTimeout * 2);
        HaSnapshot found;
        do
            found = await ReadAsync(cancellationToken).ConfigureAwait(false);
        while (found.Leadership.Standbys is not 0 && await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        RefuseStandbys(found);
    }

    private async Task ShutDownAsync(CancellationToken cancellationToken)
    {
        _status = "the leader shuts down";
        var taskManagers = (await flink.TaskManagersAsync(cancellationToken).ConfigureAwait(false)).Count;
        foreach (var process in local?.Processes ?? [])
            process.ExpectEnd();
        await flink.ShutDownAsync(cancellationToken).ConfigureAwait(false);
        if (local is not null)
        {
            // It ends by itself, and has its nodes to remove before.
            await Task.WhenAny(Task.WhenAll(local.Processes.Where(process => process.Role == FlinkRole.JobManager).Select(process => process.WaitAsync(cancellationToken))), Task.Delay(LeaderDeadline, flink.Time, cancellationToken)).ConfigureAwait(false);
            return;
        }
        var pace = new Pace(flink.Time, request.Timeout);
        while (await IsUpAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await pace.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                _remaining.Add("The leader was asked to end, and still answers.");
                break;
            }
        }
        if (taskManagers > 0)
            _remaining.Add(string.Create(CultureInfo.InvariantCulture, $"TaskManagers that go on: {taskManagers}. They end by themselves after taskmanager.registration.timeout (5 min by default), or by bin/taskmanager.sh stop where they run."));
        if (session is not null && (await ReadAsync(cancellationToken).ConfigureAwait(false)).Candidates.Value?.Count > 0)
            _remaining.Add("Standbys go on, without anything to lead: end them where they run, with bin/jobmanager.sh stop.");
    }

    private async Task<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        if (session is not null)
            return (await ReadAsync(cancellationToken).ConfigureAwait(false)).Leadership.Address is not null;
        // Who is gone would be tried again for as long as a change of leader may take.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Answer);
        try
        {
            await flink.VersionAsync(deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (FlinkException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task EndProcessesAsync(CancellationToken cancellationToken)
    {
        _status = "processes end";
        await Task.WhenAll(local!.Processes.Select(process => process.EndAsync(cancellationToken))).ConfigureAwait(false);
    }

    private Task<HaSnapshot> ReadAsync(CancellationToken cancellationToken) => HaReader.ReadAsync(session!, paths!, cancellationToken);
}
