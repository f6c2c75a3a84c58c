using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Health;

/// <summary>A change that mends one finding, planned by what was read, done as one transaction that goes through only if that still holds.</summary>
public sealed class HaRepair
{
    private static readonly HaFindingKind[] OfProcesses =
    [
        HaFindingKind.NoLeader, HaFindingKind.ProcessLost, HaFindingKind.LatchUnpublished, HaFindingKind.LeaderDead, HaFindingKind.SplitLeadership, HaFindingKind.LeaderWithoutLatch, HaFindingKind.LeaderNotFirst,
        HaFindingKind.LatchTwice, HaFindingKind.SeveralGrants, HaFindingKind.Flapping, HaFindingKind.ComponentUnpublished, HaFindingKind.LeaderNotAnswering,
    ];

    private readonly HaSnapshot _snapshot;
    private readonly ZkOperation[] _changes;

    private HaRepair(HaSnapshot snapshot, string top, string action, params ZkOperation[] changes) => (_snapshot, Top, Action, _changes) = (snapshot, top, action, changes);

    /// <summary>The node with everything that is changed below it: what to keep a copy of.</summary>
    public string Top { get; }

    /// <summary>What is done, as a sentence without its end.</summary>
    public string Action { get; }

    /// <summary>A file that is removed as well: what to keep a copy of, too; null for none.</summary>
    public string? File { get; private init; }

    /// <summary>Plans it. The cluster has to be down.</summary>
    /// <param name="report">What was read.</param>
    /// <param name="finding">What is to be mended.</param>
    /// <exception cref="HaRepairException">A process lives, or the finding cannot be mended here.</exception>
    public static HaRepair Plan(HaReport report, HaFinding finding)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(finding);
        var snapshot = report.Snapshot;
        // What processes do is no matter of nodes: they would write theirs again.
        if (OfProcesses.Contains(finding.Kind))
            throw new HaRepairException(HaRepairProblem.NotMendable, finding.Path, $"{finding.Kind} is not mended by a change of nodes. {finding.Repair}");
        LeaderFence.Check(snapshot);
        if (report.Findings.FirstOrDefault(other => other.Kind == HaFindingKind.ProcessLost) is { } lost)
            throw new HaRepairException(HaRepairProblem.Alive, lost.Path, $"A process of it lives, though it takes part in nothing. {lost.Evidence}");
        return finding.Kind switch
        {
            HaFindingKind.PlanIgnored or HaFindingKind.PlanUnreadable or HaFindingKind.PlanFileMissing => OfPlan(report, finding, Handle(snapshot, finding)),
            HaFindingKind.CheckpointIgnored or HaFindingKind.CheckpointUnreadable or HaFindingKind.CheckpointFileMissing => OfCheckpoint(report, finding, Handle(snapshot, finding)),
            HaFindingKind.CounterBehind or HaFindingKind.CounterMissing or HaFindingKind.CounterUnreadable => OfCounter(snapshot, finding),
            HaFindingKind.OrphanedCheckpoints => OfOrphans(snapshot, finding),
            HaFindingKind.DirtyResult => OfResult(snapshot, finding),
            HaFindingKind.JobAlreadyEnded => OfEnded(snapshot, ZnodePath.Name(finding.Path), left => $"Remove {left}"),
            HaFindingKind.LockPersistent => new(snapshot, ZnodePath.Parent(ZnodePath.Parent(finding.Path)!)!, "Remove the lock", ZkOperation.Delete(finding.Path)),
            _ => throw new HaRepairException(HaRepairProblem.NotMendable, finding.Path, $"{finding.Kind} is not mended by a change of nodes."),
        };
    }

    /// <summary>Does it, all or nothing.</summary>
    /// <exception cref="HaRepairException">A process came up, or something changed since it was read.</exception>
    /// <exception cref="ZkException">ZooKeeper refused it.</exception>
    public async Task ApplyAsync(ZkClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        await FencedTransaction.RunAsync(client, _snapshot, [.. LeaderFence.Of(_snapshot), .. _changes], cancellationToken).ConfigureAwait(false);
        if (File is null)
            return;
        try
        {
            System.IO.File.Delete(File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HaRepairException(HaRepairProblem.Unknown, File, $"'{File}' could not be removed: {e.Message}", e);
        }
    }

    private static HaRepair OfPlan(HaReport report, HaFinding finding, StoredHandle stored) => finding is { Kind: HaFindingKind.PlanIgnored, Severity: HaSeverity.Error }
        ? Relock(report, finding.Path, finding, stored)
        : new(report.Snapshot, finding.Path, "Remove the plan; its checkpoints stay", Removal(finding.Path, stored));

    private static HaRepair OfCheckpoint(HaReport report, HaFinding finding, StoredHandle stored)
    {
        var job = report.Snapshot.Jobs.Value!.Single(job => finding.Path.StartsWith($"{report.Snapshot.Path}/jobs/{job.Id}/", StringComparison.Ordinal));
        var top = $"{report.Snapshot.Path}/jobs/{job.Id}";
        if (finding is { Kind: HaFindingKind.CheckpointIgnored, Severity: HaSeverity.Error })
            return Relock(report, top, finding, stored);
        var broken = report.Findings.Select(other => other.Path).ToHashSet(StringComparer.Ordinal);
        var newest = job.Checkpoints.Value!.Where(pointer => pointer is { Error: null, Stored: { State: HandleState.Free or HandleState.Held, Handle.Value.Value: not null } } && !broken.Contains(pointer.Stored.Handle.Value.Node.Path)).Max(pointer => pointer.Id);
        return new(report.Snapshot, top, newest is null
            ? "Remove the pointer; no checkpoint is left, the job starts without its state"
            : FormattableString.Invariant($"Remove the pointer; the job is restored from checkpoint {newest}"), Removal(finding.Path, stored));
    }

    // Flink writes an address into it, and reads only whether it is there.
    private static HaRepair Relock(HaReport report, string top, HaFinding finding, StoredHandle stored) => report.Storage.Of(stored.Handle.Value?.Value?.Path).Presence == Presence.Present
        ? new(report.Snapshot, top, "Add the locks node, so that Flink takes it", Unmoved(finding.Path, stored), ZkOperation.Create(HaPaths.Locks(finding.Path)))
        : throw new HaRepairException(HaRepairProblem.Unknown, finding.Path, $"Whether '{stored.Handle.Value?.Value?.Path}' is there cannot be seen from this machine, and the next leader would die on a file that is gone.");

    private static HaRepair OfCounter(HaSnapshot snapshot, HaFinding finding)
    {
        var job = snapshot.Jobs.Value!.Single(job => finding.Path.StartsWith($"{snapshot.Path}/jobs/{job.Id}/", StringComparison.Ordinal));
        var highest = job.Checkpoints.Value?.Max(pointer => pointer.Id);
        if (job.Checkpoints.Presence == Presence.Unknown || highest >= int.MaxValue)
            throw new HaRepairException(HaRepairProblem.Unknown, finding.Path, "The highest checkpoint is not known.");
        var next = (int)(highest ?? 0) + 1;
        var bytes = CheckpointCounterCodec.Write(new(next));
        return new(snapshot, $"{snapshot.Path}/jobs/{job.Id}", FormattableString.Invariant($"Set the counter to {next}"), job.Counter.Value is { } counter
            ? ZkOperation.SetData(finding.Path, bytes, counter.Node.Version)
            : ZkOperation.Create(finding.Path, bytes));
    }

    private static HaRepair OfOrphans(HaSnapshot snapshot, HaFinding finding)
    {
        var paths = new HaPaths("", snapshot.Path);
        var job = snapshot.Jobs.Value!.Single(job => finding.Path == $"{paths.Jobs}/{job.Id}");
        return new(snapshot, finding.Path, FormattableString.Invariant($"Remove {job.Checkpoints.Value?.Count ?? 0:N0} checkpoints and the counter; their files stay"), Removal(paths, job));
    }

    // What the next leader would do. Without its result, a job that has ended but for its plan would run again.
    private static HaRepair OfResult(HaSnapshot snapshot, HaFinding finding) =>
        OfEnded(snapshot, Path.GetFileName(finding.Path).Split('_')[0], left => $"Remove the result{(left.Length > 0 ? $", and {left}" : "")}", finding.Path);

    private static HaRepair OfEnded(HaSnapshot snapshot, string id, Func<string, string> action, string? file = null)
    {
        var paths = new HaPaths("", snapshot.Path);
        if (snapshot.JobGraphs.Presence == Presence.Unknown || snapshot.ExecutionPlans.Presence == Presence.Unknown || snapshot.Jobs.Presence == Presence.Unknown)
            throw new HaRepairException(HaRepairProblem.Unknown, snapshot.Path, "What the job has left cannot be told.");
        var plans = snapshot.Plans.Where(plan => plan.Name == id).ToArray();
        HaJob[] jobs = [.. (snapshot.Jobs.Value ?? []).Where(job => job.Id == id)];
        var left = plans.Length + jobs.Length == 0 ? "" : FormattableString.Invariant($"what the job that has ended left: {plans.Length} plan{(plans.Length == 1 ? "" : "s")}, {jobs.Sum(job => job.Checkpoints.Value?.Count ?? 0):N0} checkpoints; their files stay");
        ZkOperation[] changes = [.. plans.SelectMany(plan => Removal(plan.Handle.Value?.Node.Path ?? throw new HaRepairException(HaRepairProblem.Unknown, snapshot.Path, $"The plan of {id} cannot be read."), plan)), .. jobs.SelectMany(job => Removal(paths, job))];
        return new(snapshot, snapshot.Path, action(left), changes) { File = file };
    }

    private static ZkOperation[] Removal(HaPaths paths, HaJob job) =>
    [
        .. (job.Checkpoints.Value ?? []).SelectMany(pointer => Removal($"{paths.Checkpoints(job.Id)}/{pointer.Stored.Name}", pointer.Stored)),
        .. job.Checkpoints.Presence == Presence.Present ? [ZkOperation.Delete(paths.Checkpoints(job.Id))] : (ZkOperation[])[],
        .. job.Counter.Value is { } counter ? [ZkOperation.Delete(paths.Counter(job.Id), counter.Node.Version)] : (ZkOperation[])[],
        ZkOperation.Delete($"{paths.Jobs}/{job.Id}"),
    ];

    private static ZkOperation Unmoved(string path, StoredHandle stored) => ZkOperation.Check(path, stored.Handle.Value!.Node.Version);

    // A lock of a process that lives is not in the list, and keeps the node.
    private static ZkOperation[] Removal(string path, StoredHandle stored) =>
    [
        .. (stored.Locks.Value ?? []).Where(held => held.Holder.Value?.Node.Session == 0).Select(held => ZkOperation.Delete($"{HaPaths.Locks(path)}/{held.Name}")),
        .. stored.Locks.Presence == Presence.Present ? [ZkOperation.Delete(HaPaths.Locks(path))] : (ZkOperation[])[],
        ZkOperation.Delete(path, stored.Handle.Value?.Node.Version ?? throw new HaRepairException(HaRepairProblem.Unknown, path, "It cannot be read.")),
    ];

    private static StoredHandle Handle(HaSnapshot snapshot, HaFinding finding)
    {
        var stored = snapshot.Plans.Concat(snapshot.Applications.Value ?? []).Concat((snapshot.Jobs.Value ?? []).SelectMany(job => job.Checkpoints.Value ?? []).Select(pointer => pointer.Stored))
            .Single(stored => stored.Handle.Value?.Node.Path == finding.Path);
        return stored.Locks.Presence != Presence.Unknown ? stored : throw new HaRepairException(HaRepairProblem.Unknown, HaPaths.Locks(finding.Path), $"Who holds it cannot be told: {stored.Locks.Reason}");
    }
}
