using System.Globalization;
using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Coordination;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>
/// The leader is killed, ended or stopped, or ZooKeeper goes away for a moment, at random moments of each changing operation; what is told afterwards, done, not done or not known, is held against what a judge sees
/// who has nothing to do with it, and nothing is done twice. FLINKZK_KILLS says how many.
/// </summary>
public sealed class OperationsUnderFaultsTests : IDisposable
{
    private const int InCI = 3;
    private const string Job = "orders";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);
    private static readonly ClusterPaths Paths = new();

    // FLINKZK_KILLS asks for more of them, and FLINKZK_SEED for the same again.
    private static readonly int Kills = Number("FLINKZK_KILLS") ?? InCI;
    private static readonly int Seed = Number("FLINKZK_SEED") ?? Environment.TickCount;

    // How long, in milliseconds, each takes without a fault.
    private static readonly (string Name, int Latest)[] Operations = [("stop", 500), ("start", 1500), ("savepoint", 300), ("cancel", 200), ("parallelism", 1500), ("restart", 7000), ("update", 7000)];

    private readonly string _top = Directory.CreateTempSubdirectory("flinkzk-flink-").FullName;
    private readonly Random _random = new(Seed);
    private readonly List<string> _wrong = [];
    private readonly Dictionary<string, int> _told = [];

    private string _folder = "";
    private FaultyFlink _flink = null!;
    private FlinkHome _home = null!;
    private Ownership _held = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_top, recursive: true);

    [Fact]
    public async Task What_is_told_of_an_operation_is_true_whatever_happens_to_the_leader()
    {
        var some = Kills > InCI ? Kills / 2 : 0;
        await RunAsync(isAdaptive: true, Kills - some, [.. Operations.Where(operation => operation.Name != "restart")]);
        if (some > 0)
            await RunAsync(isAdaptive: false, some, [.. Operations.Where(operation => operation.Name != "parallelism")]);
    }

    [Fact]
    public Task Another_parallelism_by_a_restart_comes_to_its_end_though_leaders_die_under_it() => RunAsync(isAdaptive: false, Math.Max(1, Kills / 2), [.. Operations.Where(operation => operation.Name == "restart")]);

    [Fact]
    public Task An_update_comes_to_its_end_though_leaders_die_under_it() => RunAsync(isAdaptive: false, Math.Max(1, Kills / 2), [Operations[^1]]);

    private async Task RunAsync(bool isAdaptive, int kills, (string Name, int Latest)[] operations)
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        _home = home;
        _folder = Directory.CreateDirectory(Path.Combine(_top, isAdaptive ? "adaptive" : "default")).FullName;
        // The one on ours, the other on Apache's.
        await using IRestartable zookeeper = !isAdaptive && ZooKeeperHome.Newest is { } apache ? new RestartableApache(apache) : new RestartableOurs(_folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(60) }, Cancel);
        using (_flink = await FaultyFlink.StartAsync(home, zookeeper, session, _folder, isAdaptive, Cancel))
        await using (_held = await new DistributedLock(session, Paths.Lock(Job)).AcquireAsync(LockHolder.Current(), Cancel))
        {
            Say($"seed {Seed}, {zookeeper.GetType().Name}");
            for (var kill = 0; kill < kills; kill++)
            {
                var operation = operations[(kill + (kill < operations.Length ? Seed & 7 : _random.Next(operations.Length))) % operations.Length];
                var faults = Enum.GetValues<ClusterFault>();
                await RoundAsync(kill, operation.Name, faults[_random.Next(faults.Length)], _random.Next(operation.Latest * 2 / 3));
            }
            Say($"TOLD {string.Join(", ", _told.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}"))}; leaders that died of a result: {_flink.PoisonFound}; wrong: {_wrong.Count}");
            Assert.True(_wrong.Count == 0, $"Seed {Seed}:\n{string.Join('\n', _wrong)}");
        }
    }

    private async Task RoundAsync(int number, string operation, ClusterFault fault, int moment)
    {
        var began = TimeProvider.System.GetTimestamp();
        var job = await ReadyAsync(wantsJob: operation != "start");
        var before = _flink.Judge.Savepoints(job).Count;
        var loggedBefore = _flink.Judge.Logged(job);
        var account = new Account(this, job, operation == "start" ? await StartRequestAsync(job) : null);
        var work = operation switch
        {
            "stop" => account.StopAsync(),
            "start" => account.StartAsync(),
            "savepoint" => account.SavepointAsync(),
            "cancel" => account.CancelAsync(),
            "parallelism" => account.RescaleAsync(),
            "restart" => account.RestartAsync(),
            _ => account.UpdateAsync(),
        };
        await Task.WhenAny(work, Task.Delay(moment, Cancel));
        var wasOver = work.IsCompleted;
        await Task.WhenAll(_flink.StrikeAsync(fault, Cancel), work);
        await _flink.HealAsync(Cancel);
        // What a leader that was stopped had not read yet, it reads now.
        if (fault is ClusterFault.Freeze or ClusterFault.Pause)
        {
            await Task.Delay(Settling, Cancel);
            await _flink.HealAsync(Cancel);
        }
        await account.GoOnAsync();
        await _flink.HealAsync(Cancel);
        var wrong = await account.JudgeAsync(before, loggedBefore);
        var told = $"{operation} {account.Told}";
        _told[told] = _told.GetValueOrDefault(told) + 1;
        var line = string.Create(CultureInfo.InvariantCulture, $"{number + 1,3} {operation,-11} {fault,-9} at {moment,4} ms{(wasOver ? " (over)" : "")}: {account.Told}{(account.Words is null ? "" : $": {account.Words}")}; {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s; {string.Join(' ', _flink.Judge.Jobs.Select(pair => $"{pair.Key[..6]} {pair.Value}"))}; savepoints {before} to {_flink.Judge.Savepoints(job).Count}; logged {_flink.Judge.Logged(job)}{(wrong is null ? "" : $"  WRONG: {wrong}")}");
        Say(line);
        if (wrong is not null)
            _wrong.Add(line);
    }

    /// <summary>One job runs and has a checkpoint, or none does.</summary>
    private async Task<string> ReadyAsync(bool wantsJob)
    {
        await _flink.HealAsync(Cancel);
        var active = _flink.Judge.Active;
        foreach (var id in wantsJob ? active.Skip(1) : active)
            await new FlinkJobs(_flink.Client).CancelAsync(id, Deadline, Cancel);
        var job = wantsJob && active.Count > 0 ? active[0] : Guid.NewGuid().ToString("n");
        if (wantsJob && active.Count == 0)
            await new FlinkJobs(_flink.Client).StartAsync(await StartRequestAsync(job), Cancel);
        await _flink.HealAsync(Cancel);
        if (wantsJob)
            await Eventually.Async(async cancel => (await _flink.Client.CheckpointsAsync(job, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);
        return job;
    }

    private async Task<FlinkStartRequest> StartRequestAsync(string id) =>
        new() { Jar = await _flink.Client.UploadAsync(_home.ExampleJar, Deadline, Cancel), JobId = id, EntryClass = FlinkHome.ExampleClass, Parallelism = 1, Timeout = Deadline };

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;

    private static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {line}"));

    /// <summary>One operation: what was told of it, and whether that is so.</summary>
    private sealed class Account(OperationsUnderFaultsTests test, string job, FlinkStartRequest? start)
    {
        private readonly FlinkJobs _jobs = new(test._flink.Client);
        private string _operation = "";
        private string? _path;
        private int _wanted;
        private FlinkUpgradeException? _open;
        private FlinkUpgradeResult? _updated;

        public string Told { get; private set; } = "";

        public string? Words { get; private set; }

        private LiveJudge Judge => test._flink.Judge;

        private FlinkUpgrades Upgrades => new(test._flink.Client, test._held, Paths, Job);

        public Task StopAsync() => TellAsync("stop", async () => _path = (await _jobs.StopAsync(job, Savepoints, Cancel)).Path);

        public Task SavepointAsync() => TellAsync("savepoint", async () => _path = (await _jobs.SavepointAsync(job, Savepoints, Cancel)).Path);

        public Task CancelAsync() => TellAsync("cancel", async () => Words = await _jobs.CancelAsync(job, Deadline, Cancel));

        public Task StartAsync() => TellAsync("start", async () => Words = await _jobs.StartAsync(start!, Cancel));

        public async Task RescaleAsync()
        {
            _wanted = (await Judge.ParallelismAsync(job, Cancel)).Max() == 1 ? 2 : 1;
            await TellAsync("parallelism", async () => Words = (await Upgrades.RescaleAsync(job, _wanted, Deadline, cancellationToken: Cancel))?.ToString());
        }

        public Task UpdateAsync() => ChangeAsync("update", (request, _) => request);

        // As Set-FlinkParallelism does it where the scheduler is not the adaptive one.
        public async Task RestartAsync()
        {
            var had = (await Judge.ParallelismAsync(job, Cancel)).Max();
            _wanted = had == 1 ? 2 : 1;
            await ChangeAsync("restart", (request, deployment) => request with { New = deployment with { Parallelism = _wanted }, Old = deployment with { Parallelism = had }, ChecksPlan = false, ChecksSlots = true });
        }

        private async Task ChangeAsync(string operation, Func<FlinkUpgradeRequest, FlinkDeployment, FlinkUpgradeRequest> how)
        {
            var deployment = new FlinkDeployment { Jar = test._home.ExampleJar, Sha256 = await FlinkDeployment.HashAsync(test._home.ExampleJar, Cancel), EntryClass = FlinkHome.ExampleClass, Parallelism = 1 };
            var request = new FlinkUpgradeRequest { JobId = job, Cluster = "/one", New = deployment, Old = deployment, StableFor = TimeSpan.FromSeconds(2), StableTimeout = Deadline, StopTimeout = Deadline, StartTimeout = Deadline };
            await TellAsync(operation, async () => _updated = await Upgrades.RunAsync(how(request, deployment), Cancel));
        }

        /// <summary>An update that was broken off is gone on with, as whoever comes next would.</summary>
        public async Task GoOnAsync()
        {
            for (var tries = 0; _open is not null && tries < 5; tries++)
            {
                // The savepoint that a person would find.
                var known = _open.Problem == FlinkUpgradeProblem.SavepointUnknown ? Judge.Savepoints(job).Select(path => $"file:{path}").LastOrDefault() : null;
                _open = null;
                await TellAsync(_operation, async () => _updated = await Upgrades.GoOnAsync(new() { Savepoint = known }, Cancel));
                Told += ", resumed";
                await test._flink.HealAsync(Cancel);
            }
        }

        /// <returns>What is wrong; null for nothing.</returns>
        public async Task<string?> JudgeAsync(int before, (int Submissions, int Savepoints) loggedBefore)
        {
            var isActive = Judge.Active.Contains(job);
            var more = Judge.Savepoints(job).Count - before;
            var logged = Judge.Logged(job);
            if (more > 1 || logged.Savepoints - loggedBefore.Savepoints > 1)
                return $"There are {more} more savepoints, {logged.Savepoints - loggedBefore.Savepoints} were begun.";
            if (logged.Submissions > 1)
                return $"It was submitted {logged.Submissions} times.";
            if (_path is not null && !LiveJudge.IsThere(_path))
                return $"{_path} is not there.";
            switch (_operation, Told.Split(',')[0])
            {
                case ("stop", "Done") when isActive || more != 1:
                case ("stop", "NotDone") when !isActive:
                case ("start", "Done") when !isActive:
                case ("start", "NotDone") when isActive:
                case ("savepoint", "Done") when !isActive || more != 1:
                case ("savepoint", "NotDone") when !isActive || more != 0:
                case ("cancel", "Done") when isActive:
                case ("cancel", "NotDone") when !isActive:
                    return $"It is active: {isActive}.";
                case ("parallelism", var told):
                    var parallelism = await Judge.ParallelismAsync(job, Cancel);
                    return !isActive || told == "Done" && parallelism.Max() != _wanted || told == "NotDone" && parallelism.Max() == _wanted ? $"Its parts run {string.Join(' ', parallelism)} times." : null;
                case ("update" or "restart", var told):
                    return await JudgeUpdateAsync(told, isActive);
                default:
                    return null;
            }
        }

        private async Task<string?> JudgeUpdateAsync(string told, bool isActive)
        {
            if (_updated is null)
                return told == "NotDone" && isActive && Judge.Active.Count == 1 && await Upgrades.FindAsync(Cancel) is null ? null : $"It is not over: {await Upgrades.FindAsync(Cancel)}.";
            if (Judge.Active is not [var only] || only != _updated.JobId)
                return $"Active are {string.Join(' ', Judge.Active)} instead of {_updated.JobId}.";
            if (_operation == "restart" && (await Judge.ParallelismAsync(only, Cancel)).Max() is var parallelism && parallelism == _wanted == _updated.IsRolledBack)
                return $"Its parts run {parallelism} times; rolled back: {_updated.IsRolledBack}.";
            var logged = Judge.Logged(_updated.JobId);
            return logged.Submissions > 1 ? $"The new job was submitted {logged.Submissions} times." : !LiveJudge.IsThere(_updated.Record.Savepoint!) ? "Its savepoint is not there." : null;
        }

        private static FlinkSavepointRequest Savepoints => new() { Timeout = Deadline };

        private async Task TellAsync(string operation, Func<Task> work)
        {
            _operation = operation;
            try
            {
                await work();
                (Told, Words) = ("Done", Words ?? _path ?? _updated?.Record.Reason);
            }
            catch (FlinkUpgradeException e)
            {
                _open = e.Problem == FlinkUpgradeProblem.NotRescaled ? null : e;
                (Told, Words) = (e.Problem is FlinkUpgradeProblem.NotReady or FlinkUpgradeProblem.StateMayNotFit or FlinkUpgradeProblem.NotRescaled or FlinkUpgradeProblem.SlotsMissing ? "NotDone" : e.Problem.ToString(), e.Message);
                if (Told == "NotDone")
                    _open = null;
            }
            catch (FlinkException e)
            {
                // A change that has not begun says nothing else: what it did before are reads.
                (Told, Words) = (operation is "update" or "restart" ? "NotDone" : e.Outcome.ToString(), $"{e.Message} {e.HowToSee}");
                if (e is { Outcome: FlinkOutcome.Unknown, HowToSee: null } && operation is not ("update" or "restart"))
                    test._wrong.Add($"{operation}: it is not said how to see whether it was done: {e.Message}");
            }
        }
    }
}
