using System.Globalization;
using System.Text;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Contenders;
using FlinkZk.Faults.Histories;
using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>Contenders on a target, faults one after the other, and a look at what the contenders saw.</summary>
internal sealed class FaultRun : IDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ProgressDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(60);
    private const int ForeignWriters = 2;
    private const int Successor = 100;   // odd stays odd
    private const int ReadsAtOnce = 256;

    private readonly Target _target;
    private readonly RunOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-faults-").FullName;
    private readonly Random _random;
    private readonly long _began = Clock.Now;
    private readonly List<ContenderProcess> _contenders = [];
    private readonly List<ContenderProcess> _foreign = [];
    private readonly List<string> _wrong = [];

    private FaultRun(Target target, RunOptions options) => (_target, _options, _random) = (target, options, new(options.Seed));

    private IEnumerable<ContenderProcess> All => [.. _contenders, .. _foreign];

    /// <summary>Runs to the end.</summary>
    /// <returns>What is wrong; empty if nothing is.</returns>
    public static async Task<RunReport> RunAsync(Target target, RunOptions options, CancellationToken cancellationToken)
    {
        using var run = new FaultRun(target, options);
        return await run.RunAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (var contender in All)
            contender.Dispose();
    }

    private async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        Log($"{_target.Name}, seed {_options.Seed}, in {_folder}");
        await _target.StartAsync(_folder, cancellationToken);
        foreach (var skipped in _target.Skipped)
            Log($"Skipped: {skipped}");
        await using var calm = await ConnectAsync(cancellationToken);
        foreach (var parent in (string[])[Places.Registers, Places.Sequence, Places.Fenced])
            await NodeTree.EnsureAsync(calm, parent, cancellationToken);
        StartContenders();
        await ExpectProgressAsync("before the first fault", StartDeadline, cancellationToken);
        var faults = await StrikeAsync(cancellationToken);
        Log("calm");
        await ExpectProgressAsync("after the last fault", ProgressDeadline, cancellationToken);
        _wrong.AddRange((await Task.WhenAll(All.Select(contender => contender.EndAsync(EndDeadline)))).OfType<string>());

        Log("all have ended");
        var final = await LookAsync(cancellationToken);
        await _target.StopAsync();
        Log("checks");
        var history = HistoryFile.ReadFolder(_folder);
        _wrong.AddRange(HistoryCheck.Find(history, final));
        _wrong.AddRange(_foreign.Where(foreign => !history.Any(operation => operation.IsOk && operation.Contender == foreign.Id)).Select(foreign => $"The foreign writer {foreign.Id} did nothing."));
        Log("done");
        var report = new RunReport(_target.Name, _options.Seed, _folder, faults, history, _wrong);
        if (_wrong.Count == 0)
            Directory.Delete(_folder, recursive: true);
        else
            await File.WriteAllTextAsync(Path.Combine(_folder, "report.txt"), report.ToString(), cancellationToken);
        return report;
    }

    private void Log(string what) => _options.Log(string.Create(CultureInfo.InvariantCulture, $"{(Clock.Now - _began) / 1e9:0.0} s: {what}"));

    private void StartContenders()
    {
        _contenders.AddRange(Enumerable.Range(1, _options.Contenders).Select(id => ContenderProcess.Start(Contender(id))));
        if (Kazoo.Python is { } python)
            _foreign.AddRange(Enumerable.Range(_options.Contenders + 1, ForeignWriters).Select(id => ContenderProcess.StartKazoo(python, Contender(id))));
        else
            Log($"Skipped: foreign writers. {Kazoo.SkipReason}");
    }

    private ContenderOptions Contender(int id) => new(id, _options.Seed * 1000 + id, _target.ServersFor(id), _folder, _began, (int)_options.SessionTimeout.TotalMilliseconds, _target.SyncIsEnough);

    private void Replace(int place)
    {
        var old = _contenders[place];
        old.Kill();
        old.Dispose();
        _contenders[place] = ContenderProcess.Start(Contender(old.Id + Successor));
    }

    private async Task<IReadOnlyList<string>> StrikeAsync(CancellationToken cancellationToken)
    {
        var struck = new List<string>();
        var scene = new Scene(_contenders, Replace, _target.Links, _random, _options.SessionTimeout);
        // Each fault once before one comes again, the target's own first: a short run has met these.
        var bag = new Queue<Fault>();
        while (Clock.Now - _began < _options.Duration.TotalNanoseconds || struck.Count < _target.Faults.Count)
        {
            if (bag.Count == 0)
                bag = new([.. Shuffled(_target.Faults), .. Shuffled(CommonFaults.All)]);
            var fault = bag.Dequeue();
            Log(fault.Name);
            await fault.StrikeAsync(scene, cancellationToken);
            struck.Add(fault.Name);
            await Task.Delay(_random.Next(1000), cancellationToken);
        }
        return struck;
    }

    private IEnumerable<Fault> Shuffled(IEnumerable<Fault> faults) => faults.OrderBy(_ => _random.Next());

    private async Task ExpectProgressAsync(string when, TimeSpan within, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within);
        var since = Clock.Now;
        var progress = await Task.WhenAll(_contenders.Select(contender => contender.ProgressesAsync(deadline.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        if (progress.All(made => made))
            return;
        var done = HistoryFile.ReadFolder(_folder).Where(operation => operation.IsOk && operation.Began >= since).ToLookup(operation => operation.Contender, operation => operation.Kind);
        foreach (var contender in _contenders.Where((_, i) => !progress[i]))
            _wrong.Add($"No progress within {within.TotalSeconds:0} s {when}: contender {contender.Id} misses {string.Join(", ", Progress.Kinds.Except(done[contender.Id]))}.");
    }

    private async Task<FinalState> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await ConnectAsync(cancellationToken);
            return await LookAsync(client, cancellationToken);
        }
        catch (ZkException exception)
        {
            _wrong.Add($"What is left cannot be read: {exception.Message}");
            return new();
        }
    }

    private static async Task<FinalState> LookAsync(ZkClient client, CancellationToken cancellationToken)
    {
        await client.SyncAsync("/", cancellationToken);
        IReadOnlyList<string> queue = [];
        try
        {
            await Eventually.Async(async cancel => (queue = await QueueAsync(client, cancel)).Count == 0, "no node is left in the lock's queue", cancellationToken);
        }
        catch (TimeoutException)
        {
            // It is found in what is left.
        }
        var sequence = new Dictionary<string, string>();
        foreach (var names in (await client.GetChildrenAsync(Places.Sequence, cancellationToken)).Names.Chunk(ReadsAtOnce))
            foreach (var (name, read) in names.Select(name => (name, client.GetDataAsync($"{Places.Sequence}/{name}", cancellationToken).AsTask())).ToArray())
                sequence[name] = Encoding.UTF8.GetString((await read).Data ?? []);
        var revisions = new Dictionary<long, string>();
        await foreach (var entry in new ConfigurationStore(client, Places.Cluster).ReadHistoryAsync(cancellationToken))
        {
            var revision = entry.Revision ?? throw new InvalidDataException($"'{entry.Path}' could not be read.", entry.Exception);
            revisions[revision.Revision] = revision.Reason ?? "";
        }
        var counter = (await new DistributedCounter(client, Places.Counter).ReadAsync(cancellationToken))?.Value ?? 0;
        return new() { Queues = queue, Counter = counter, Sequence = sequence, Revisions = revisions };
    }

    private static async Task<IReadOnlyList<string>> QueueAsync(ZkClient client, CancellationToken cancellationToken) =>
        [.. (await new DistributedLock(client, Places.Lock).GetContendersAsync(cancellationToken)).Concat(await new DistributedLock(client, Places.SharedLock).GetContendersAsync(cancellationToken)).Select(contender => contender.Path)];

    private Task<ZkClient> ConnectAsync(CancellationToken cancellationToken) =>
        ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(_target.ConnectionString) }, cancellationToken).AsTask();
}
