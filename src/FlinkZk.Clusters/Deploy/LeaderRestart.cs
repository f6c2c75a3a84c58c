using System.Globalization;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// Ends a JobManager that leads without a place in the latch. It never hears that another leads, so that two take turns for good; its end alone mends that, in good order, which closes its
/// session. It is ended only where its process is proved to be one of this machine: by its address, its port and its own configuration.
/// </summary>
public sealed class LeaderRestart
{
    private readonly LocalCluster? _cluster;
    private readonly LocalProcess? _own;
    private readonly string _leader;

    private LeaderRestart(string leader, int processId, string action, LocalCluster? cluster, LocalProcess? own) => (_leader, ProcessId, Action, _cluster, _own) = (leader, processId, action, cluster, own);

    /// <summary>The system's number of the process.</summary>
    public int ProcessId { get; }

    /// <summary>What is done, as a sentence without its end.</summary>
    public string Action { get; }

    /// <summary>Whether that mends findings of a kind.</summary>
    public static bool Mends(HaFindingKind kind) => kind is HaFindingKind.SplitLeadership or HaFindingKind.LeaderWithoutLatch;

    /// <summary>Plans it.</summary>
    /// <param name="report">What was read.</param>
    /// <param name="finding">What is to be mended.</param>
    /// <param name="find">Looks for the cluster's JobManagers on this machine.</param>
    /// <param name="local">The cluster's processes, where they are of this process; null otherwise.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HaRepairException">It runs elsewhere, or it cannot be told which process it is; the message says what to restart where.</exception>
    /// <exception cref="DeployException">The next leader would die of what the cluster keeps.</exception>
    public static async Task<LeaderRestart> PlanAsync(HaReport report, HaFinding finding, Func<IReadOnlyList<LostProcess>> find, LocalCluster? local, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(find);
        var leaders = LatchlessLeaders.Of(report);
        if (leaders is not [var (session, published)])
        {
            throw new HaRepairException(HaRepairProblem.Unknown, finding.Path, leaders.Count == 0 ? "Everybody who publishes has a place in the latch by now: which process to restart cannot be told."
                : $"Several lead without a place in the latch: {string.Join(", ", leaders.Select(leader => Named(leader.Session, leader.Address)))}. Restart each of them where it runs, one after the other.");
        }
        if (PublishedAddress.Of(published) is not { } address)
            throw new HaRepairException(HaRepairProblem.Unknown, finding.Path, $"The address of {Named(session, published)}, which leads without a place in the latch, cannot be read. Find its process by that session, and restart it.");
        if (DeadlyFindings.First(report, local?.Version) is { } deadly)
            throw new DeployException(DeployProblem.NextLeaderDies, $"A leader that takes over would die of '{deadly.Path}' ({deadly.Kind}). {deadly.Evidence}");
        var others = (report.Snapshot.Candidates.Value ?? []).Count(candidate => candidate.Node.Value?.Session != 0);
        var rest = others == 0 ? "nobody is in the latch" : string.Create(CultureInfo.InvariantCulture, $"{others} {(others == 1 ? "other is" : "others are")} in it");
        if (local?.Processes.LastOrDefault(process => process.RestPort == address.Port && !process.HasEnded) is { } own)
            return new(published!, own.Id, Text(own.Id, $"{rest}; another is started in its place"), local, own);
        var place = (await MachineReader.ReadAsync([address.Host], cancellationToken).ConfigureAwait(false)).Hosts.GetValueOrDefault(address.Host, HostPlace.Unknown);
        return Judge(place, await Task.Run(find, cancellationToken).ConfigureAwait(false)) is { } process
            ? new(published!, process.Id, Text(process.Id, others == 0 ? $"{rest}, and jobs wait until a JobManager starts" : rest), null, null)
            : throw new HaRepairException(HaRepairProblem.NotMendable, finding.Path, $"{finding.Kind} is mended by a restart of {Named(session, published)}, which leads without a place in the latch, and it is not proved to be a process of this machine. Restart it on {address.Host}, as what keeps it running does (systemctl restart, or bin/jobmanager.sh stop and start); {rest}.");

        string Text(int process, string rest) => string.Create(CultureInfo.InvariantCulture, $"End process {process}, the JobManager {RestAddress.Shown(published!)}, which leads without a place in the latch; {rest}");

        LostProcess? Judge(HostPlace place, IReadOnlyList<LostProcess> here) =>
            place is HostPlace.Here or HostPlace.Loopback && here.Where(process => process.RestPort == address.Port).ToArray() is [var only] ? only : null;
    }

    /// <summary>Ends it, and starts another in its place where its processes are of this process.</summary>
    /// <exception cref="DeployException">This user may not, or it has not ended.</exception>
    public async Task ApplyAsync(TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (_own is null)
        {
            await ProcessEnd.RunAsync(ProcessId, RestAddress.Shown(_leader), time, cancellationToken).ConfigureAwait(false);
            return;
        }
        try
        {
            await _own.EndAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Owed since it was asked to end.
            _cluster!.Start(FlinkRole.JobManager);
        }
    }

    private static string Named(long session, string? address) => $"{(address is null ? "" : $"the JobManager {RestAddress.Shown(address)}, ")}session 0x{session:x}";
}
