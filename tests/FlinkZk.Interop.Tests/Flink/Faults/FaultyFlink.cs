using System.Diagnostics;
using FlinkZk.Client;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A cluster of two JobManagers whose leader is struck, and that is well again afterwards, whatever that takes.</summary>
internal sealed class FaultyFlink : IDisposable
{
    // Flink 2.3.0, of a job that had failed before it was made, of one whose leader was killed between its result and that of its application, or while it wrote the first.
    private static readonly string[] Poisoned = ["Application ID is missing in the recovered job result", "org.apache.flink.runtime.dispatcher.Dispatcher.onStart(", "Could not retrieve JobResults of globally-terminated jobs"];

    private const int LinesRead = 400;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(2);

    private readonly LocalCluster _cluster;
    private readonly HashSet<int> _frozen = [];
    private readonly HashSet<int> _mended = [];

    private readonly IRestartable _zookeeper;

    private FaultyFlink(LocalCluster cluster, IRestartable zookeeper, ZkClient session, string folder)
    {
        (_cluster, _zookeeper, Session) = (cluster, zookeeper, session);
        Judge = new(folder, cluster);
        Client = new(new() { Endpoints = FlinkEndpoints.LeaderOf(session, new HaPaths("one")), Timeout = TimeSpan.FromSeconds(40) });
    }

    public ZkClient Session { get; }

    public FlinkClient Client { get; }

    public LiveJudge Judge { get; }

    /// <summary>How often results of jobs that had killed their leaders were moved away.</summary>
    public int PoisonFound { get; private set; }

    /// <summary>Starts one: two JobManagers, and a TaskManager with two slots.</summary>
    public static async Task<FaultyFlink> StartAsync(FlinkHome home, IRestartable zookeeper, ZkClient session, string folder, bool isAdaptive, CancellationToken cancellationToken)
    {
        var cluster = await LocalCluster.CreateAsync(new()
        {
            FlinkHome = home.Folder,
            Folder = folder,
            ConnectionString = zookeeper.ConnectionString,
            ClusterId = "/one",
            SessionTimeout = SessionTimeout,
            Slots = 2,
            Configuration = new Dictionary<string, string>
            {
                ["execution.checkpointing.interval"] = "1000",
                ["jobmanager.scheduler"] = isAdaptive ? "adaptive" : "default",
                ["jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling"] = "0s",
                ["jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout"] = "0s",
                ["jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout"] = "0s",
            },
        }, cancellationToken);
        cluster.Start(FlinkRole.TaskManager);
        var flink = new FaultyFlink(cluster, zookeeper, session, folder);
        await flink.HealAsync(cancellationToken);
        return flink;
    }

    /// <summary>Strikes. A leader that is stopped stays so until another leads, or for a moment.</summary>
    public async Task StrikeAsync(ClusterFault fault, CancellationToken cancellationToken)
    {
        if (fault == ClusterFault.ZooKeeperAway)
        {
            await _zookeeper.KillAsync(cancellationToken);
            await Task.Delay(ShortPause, cancellationToken);
            await _zookeeper.StartAsync(cancellationToken);
            return;
        }
        var port = Judge.LeaderPort ?? throw new InvalidOperationException("Nobody leads.");
        var leader = _cluster.Processes.Single(process => process.RestPort == port);
        switch (fault)
        {
            case ClusterFault.Kill:
                await TrialFlink.KillAsync(leader, cancellationToken);
                break;
            case ClusterFault.Terminate:
                await leader.EndAsync(cancellationToken);
                break;
            default:
                Signal(leader, Signals.Stop);
                _frozen.Add(leader.Id);
                if (fault == ClusterFault.Pause)
                    await Task.Delay(ShortPause, cancellationToken);
                else
                    await Eventually.Async(async cancel => await Judge.SeeLeaderAsync(Session, cancel) is { } now && now != port, Deadline, "another leads than the one that is stopped", cancellationToken);
                Signal(leader, Signals.Continue);
                _frozen.Remove(leader.Id);
                break;
        }
    }

    /// <summary>Waits until a leader answers, another stands by, and every job that is to run does. A result that leaders of Flink 2.3.0 die of is mended.</summary>
    public async Task HealAsync(CancellationToken cancellationToken)
    {
        await Eventually.Async(async cancel =>
        {
            if (_cluster.Processes.FirstOrDefault(process => process is { Role: FlinkRole.JobManager, HasFailed: true } && !_mended.Contains(process.Id) && IsPoisoned(process)) is { } dead)
                await MendAsync(dead, cancel);
            while (_cluster.Processes.Count(process => process is { Role: FlinkRole.JobManager, HasEnded: false }) < 2)
                _cluster.Start(FlinkRole.JobManager);
            return await Judge.SeeLeaderAsync(Session, cancel) is not null && await Judge.IsSettledAsync(Session, cancel);
        }, Deadline, "the cluster is well", cancellationToken);
    }

    private static bool IsPoisoned(LocalProcess process) => process.LastLines(LinesRead).Any(line => Poisoned.Any(mark => line.Contains(mark, StringComparison.Ordinal)));

    // As a person would, but for the minute that a leader has to clean up.
    private async Task MendAsync(LocalProcess dead, CancellationToken cancellationToken)
    {
        foreach (var manager in _cluster.Processes.Where(process => process is { Role: FlinkRole.JobManager, HasEnded: false }))
            await TrialFlink.KillAsync(manager, cancellationToken);
        var paths = new HaPaths("one");
        await Eventually.Async(async cancel => await HaReader.ReadAsync(Session, paths, cancel) is { Candidates.Value: null or { Count: 0 }, Leadership.Address: null }, Deadline, "the dead ones' sessions are over", cancellationToken);
        foreach (var file in Judge.DirtyResults())
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-2));
        var report = await HaCheck.RunAsync(Session, paths, cancellationToken);
        foreach (var finding in report.Findings.Where(finding => finding.Kind == HaFindingKind.DirtyResult))
        {
            await HaRepair.Plan(await HaCheck.RunAsync(Session, paths, cancellationToken), finding).ApplyAsync(Session, cancellationToken);
            PoisonFound++;
        }
        Assert.Empty(Judge.DirtyResults());
        _mended.UnionWith(_cluster.Processes.Where(process => process.HasEnded).Select(process => process.Id));
        Assert.True(dead.HasEnded);
    }

    public void Dispose()
    {
        Client.Dispose();
        Judge.Dispose();
        foreach (var process in _cluster.Processes.Where(process => _frozen.Contains(process.Id)))
            Signal(process, Signals.Continue);
        _cluster.Dispose();
    }

    private static void Signal(LocalProcess process, int signal)
    {
        using var system = Process.GetProcessById(process.Id);
        Signals.Send(system, signal);
    }
}
