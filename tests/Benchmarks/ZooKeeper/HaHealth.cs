using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Wire;

namespace FlinkZk.Benchmarks;

/// <summary>Test-FlinkHa's work on a cluster with 1 000 jobs of 20 checkpoints each, all held; the server in a process of its own. Once healthy, once with a finding, which costs a second reading.</summary>
internal sealed class HaHealth : IBenchmark
{
    private const int Jobs = 1_000;
    private const int Checkpoints = 20;

    public string Name => "judge the data of 1 000 jobs with 20 checkpoints each";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var embedded = await ServerProcess.StartAsync();
        await using var flink = await Load.ConnectAsync(embedded.ConnectionString);
        await using var reader = await Load.ConnectAsync(embedded.ConnectionString);
        var paths = new HaPaths();
        await WriteAsync(flink, paths);
        var healthy = await Load.MicrosecondsAsync(5, () => JudgeAsync(reader, paths, 0));
        await flink.SetDataAsync(paths.Counter(Id(1)), CheckpointCounterCodec.Write(new(1)));
        var damaged = await Load.MicrosecondsAsync(5, () => JudgeAsync(reader, paths, 1));
        return [new(Name + ", healthy", "ms", [.. healthy.Select(time => time / 1000)], "<= 2000"), new(Name + ", one counter set back", "ms", [.. damaged.Select(time => time / 1000)], "<= 2000")];
    }

    private static async Task JudgeAsync(ZkClient client, HaPaths paths, int expected)
    {
        var report = await HaCheck.RunAsync(client, paths);
        if (report.Findings.Count(finding => finding.Severity > HaSeverity.Unknown) != expected || report.Snapshot.Jobs.Value!.Sum(job => job.Checkpoints.Value!.Count) != Jobs * Checkpoints)
            throw new InvalidOperationException(string.Join('\n', report.Findings.Take(5)));
    }

    private static async Task WriteAsync(ZkClient flink, HaPaths paths)
    {
        var grant = Guid.NewGuid();
        foreach (var path in new[] { "/flink", paths.Cluster, paths.Leader, paths.Latch, paths.ExecutionPlans, paths.Jobs })
            await flink.CreateAsync(path);
        await flink.CreateAsync($"{paths.Latch}/{HaNames.Latch(grant, 0)}", mode: CreateMode.Ephemeral);
        foreach (var component in new[] { "rest_server", "dispatcher", "resource_manager" })
            await flink.MultiAsync(Published(component));
        await Parallel.ForEachAsync(Enumerable.Range(1, Jobs), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (number, stop) =>
        {
            var id = Id(number);
            await flink.MultiAsync(
            [
                .. Published("job-" + id),
                .. Stored($"{paths.ExecutionPlans}/{id}", "submittedExecutionPlan" + id),
                ZkOperation.Create($"{paths.Jobs}/{id}"),
                ZkOperation.Create(paths.Checkpoints(id)),
                ZkOperation.Create(paths.Counter(id), CheckpointCounterCodec.Write(new(Checkpoints + 1))),
                .. Enumerable.Range(1, Checkpoints).SelectMany(checkpoint => Stored($"{paths.Checkpoints(id)}/{HaNames.Checkpoint(checkpoint)}", $"completedCheckpoint{id}{checkpoint}")),
            ], stop);
        });

        ZkOperation[] Published(string component) =>
        [
            ZkOperation.Create($"{paths.Leader}/{component}"),
            ZkOperation.Create(paths.ConnectionInfo(component), LeaderInformationCodec.Write(new("http://jm-1:8081", grant)), CreateMode.Ephemeral),
        ];

        ZkOperation[] Stored(string path, string file) =>
        [
            ZkOperation.Create(path, StateHandleCodec.Write(new(100, "s3://bucket/ha/default/" + file))),
            ZkOperation.Create(HaPaths.Locks(path)),
            ZkOperation.Create($"{HaPaths.Locks(path)}/{grant}", LockTextCodec.Write("10.0.0.1"), CreateMode.Ephemeral),
        ];
    }

    private static string Id(int number) => number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
