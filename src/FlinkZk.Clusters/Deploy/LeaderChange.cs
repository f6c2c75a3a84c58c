using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Deploy;

/// <summary>A change of leader as far as it can be helped along from this machine: the leader's process is known to it, or proved dead.</summary>
public sealed class LeaderChange
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(2);

    private readonly ZkClient _session;
    private readonly HaPaths _paths;
    private readonly LocalCluster? _local;
    private readonly LocalProcess? _own;
    private readonly int? _process;

    private LeaderChange(ZkClient session, HaPaths paths, LocalCluster? local, FailoverCompletion completion, LocalProcess? own, int? process, (Vitality Verdict, string Reason) judged) =>
        (_session, _paths, _local, Completion, _own, _process, Verdict, Reason) = (session, paths, local, completion, own, process, judged.Verdict, judged.Reason);

    /// <summary>Who leads, and what would be removed of it.</summary>
    public FailoverCompletion Completion { get; }

    /// <summary>Whether the leader lives.</summary>
    public Vitality Verdict { get; }

    /// <summary>Why that is said.</summary>
    public string Reason { get; }

    /// <summary>Reads the cluster, and looks for its leader's process on this machine.</summary>
    /// <param name="session">A session with its ZooKeeper.</param>
    /// <param name="paths">Where it lies there.</param>
    /// <param name="local">Its processes, where they are of this process.</param>
    /// <param name="processId">The number that the leader's process has, or had, as the user says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null: there is no such cluster.</returns>
    /// <exception cref="DeployException">Nobody leads.</exception>
    public static async Task<LeaderChange?> ReadAsync(ZkClient session, HaPaths paths, LocalCluster? local, int? processId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(paths);
        var snapshot = await HaReader.ReadAsync(session, paths, cancellationToken).ConfigureAwait(false);
        if (snapshot.Node.Presence == Presence.Absent)
            return null;
        var completion = FailoverCompletion.Plan(snapshot);
        var port = PublishedAddress.Of(completion.Leader)?.Port;
        if (local?.Processes.FirstOrDefault(process => process.RestPort == port) is { } own)
            return new(session, paths, local, completion, own, own.Id, own.HasEnded ? (Vitality.Dead, $"{own.Name} has ended.") : (Vitality.Alive, string.Create(CultureInfo.InvariantCulture, $"{own.Name} is there, as process {own.Id}.")));
        var machine = await MachineReader.ReadAsync(completion.Addresses.Select(address => address.Host), cancellationToken).ConfigureAwait(false);
        var judged = DeathRules.Judge(completion.Addresses, machine, processId, processId is { } id && MachineReader.IsRunning(id));
        return new(session, paths, local, completion, null, Running(completion, machine), judged);
    }

    /// <summary>Whether the leader is not dead, and does its work: its REST server answers. One that is stopped or hangs does not.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken = default)
    {
        if (Verdict == Vitality.Dead)
            return false;
        using var flink = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(_session, _paths), Timeout = AnswerDeadline });
        try
        {
            await flink.VersionAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is FlinkException or ZkException)
        {
            return false;
        }
    }

    /// <summary>Refuses unless the leader is proved dead.</summary>
    /// <param name="force">Whether one of which it cannot be told is taken as dead; one that lives never is.</param>
    /// <exception cref="DeployException">It is refused.</exception>
    public void CheckDead(bool force)
    {
        if (Verdict == Vitality.Alive)
            throw new DeployException(DeployProblem.LeaderAlive, $"The leader {Completion.Leader} lives. {Reason}");
        if (Verdict == Vitality.Unknown && !force)
            throw new DeployException(DeployProblem.LeaderUnknown, $"Whether the leader {Completion.Leader} is dead cannot be told here. {Reason}");
    }

    /// <summary>Refuses unless the leader's process can be ended from here, and somebody stands by.</summary>
    /// <param name="force">Whether nobody need stand by.</param>
    /// <exception cref="DeployException">It is refused.</exception>
    public void CheckSwitch(bool force)
    {
        if (_process is null)
            throw new DeployException(DeployProblem.LeaderUnknown, $"The process of the leader {Completion.Leader} is not seen on this machine.");
        if (Completion.Standbys == 0 && !force)
            throw new DeployException(DeployProblem.NoStandby, $"Nobody but the leader {Completion.Leader} is in the latch of '{Completion.Cluster}': the jobs would wait for a JobManager.");
    }

    /// <summary>Refuses where the next leader would die of what the cluster keeps: then nobody leads any more, and this one does.</summary>
    /// <param name="storage">Where its files lie; null: its nodes alone say so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeployException">It is refused.</exception>
    public async Task CheckNextAsync(HaStorage? storage, CancellationToken cancellationToken = default)
    {
        var report = await HaCheck.RunAsync(_session, _paths, new() { Storage = _ => Task.FromResult(storage) }, cancellationToken).ConfigureAwait(false);
        var dies = DeadlyFindings.First(report, _local?.Version);
        if (dies is not null)
            throw new DeployException(DeployProblem.NextLeaderDies, $"The next leader of '{Completion.Cluster}' would die of '{dies.Path}' ({dies.Kind}). {dies.Evidence}");
    }

    /// <summary>Removes the dead leader's nodes, and waits for the next where somebody stands by.</summary>
    public async Task<LeaderChangeResult> CompleteAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var pace = new Pace(_session.TimeProvider, timeout);
        var isDone = await Completion.ApplyAsync(_session, cancellationToken).ConfigureAwait(false);
        var nodes = isDone ? Completion.Nodes : 0;
        return Completion.Standbys == 0 ? new(null, nodes, pace.Elapsed) : await NextAsync(pace, nodes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the leader's process as an orderly shutdown does, removes what it leaves, and waits for the next. A cluster of this process gets a new JobManager in its place.</summary>
    public async Task<LeaderChangeResult> SwitchAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (_own is null)
            return await SwitchAsync(new Pace(_session.TimeProvider, timeout), token => ProcessEnd.RunAsync(_process!.Value, Completion.Leader, _session.TimeProvider, token), null, cancellationToken).ConfigureAwait(false);
        var isReplaced = false;
        try
        {
            return await SwitchAsync(new Pace(_session.TimeProvider, timeout), _own.EndAsync, ReplaceIfAlone, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Owed since the leader was asked to end, whether the next one is still waited for or not.
            if (!isReplaced)
                _local!.Start(FlinkRole.JobManager);
        }

        // Where nobody stands by it is the new one that is waited for; elsewhere it is not to overtake who does.
        void ReplaceIfAlone()
        {
            if (Completion.Standbys > 0)
                return;
            isReplaced = true;
            _local!.Start(FlinkRole.JobManager);
        }
    }

    private async Task<LeaderChangeResult> SwitchAsync(Pace pace, Func<CancellationToken, Task> end, Action? ended, CancellationToken cancellationToken)
    {
        await end(cancellationToken).ConfigureAwait(false);
        var found = await HaReader.ReadAsync(_session, _paths, cancellationToken).ConfigureAwait(false);
        var nodes = 0;
        // An orderly end has closed the session.
        if (found.Candidates.Value?.Any(candidate => candidate.Node.Value?.Session == Completion.Session) == true)
        {
            var rest = found.Leadership.Session == Completion.Session ? FailoverCompletion.Plan(found) : Completion;
            nodes = await rest.ApplyAsync(_session, cancellationToken).ConfigureAwait(false) ? rest.Nodes : 0;
        }
        ended?.Invoke();
        return await NextAsync(pace, nodes, cancellationToken).ConfigureAwait(false);
    }

    // The one that listens on all of its ports.
    private static int? Running(FailoverCompletion completion, MachineFacts machine) => completion.Addresses.Count == 0 || completion.Addresses.Any(address => machine.Hosts.GetValueOrDefault(address.Host) is not (HostPlace.Here or HostPlace.Loopback))
        ? null
        : machine.JobManagers?.FirstOrDefault(process => process.Ports is { } ports && completion.Addresses.All(address => ports.Contains(address.Port)))?.Id;

    private async Task<LeaderChangeResult> NextAsync(Pace pace, int nodes, CancellationToken cancellationToken)
    {
        do
        {
            var known = await HaReader.ReadLeaderAsync(_session, _paths, "rest_server", cancellationToken).ConfigureAwait(false);
            if (known.Value is { Value: { } leader } content && content.Node.Session != Completion.Session)
                return new(leader.Address, nodes, pace.Elapsed);
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        return new(null, nodes, pace.Elapsed);
    }
}
