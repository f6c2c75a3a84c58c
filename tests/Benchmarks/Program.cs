using FlinkZk.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks [-- WORD ...]
// Runs the benchmarks whose names contain one of the words (all but the opt-in ones when there is none) and prints a table.
if (args is [ServerProcess.Verb, ..])
{
    await ServerProcess.ServeAsync(args.ElementAtOrDefault(1));
    return;
}

var all = new IBenchmark[]
{
    new ImportModule(),
    new ConnectEmbedded(),
    new ListDrive(),
    new MainJob(),
    new CleanClone(),
    new TumblingCount(),
    new FileCountSum(),
    new PipelineCount(),
    new PipedKeys(),
    new PipelinedReads(),
    new ClientAlone(),
    new DurableWrites(),
    new RoundTrip(),
    new WatchLatency(),
    new LockSpeed(),
    new HaHealth(),
    new ListJobs(),
    new LeaderSeen(),
    new MillionNodes(),
    new FanOut(),
    new IdleSessions(),
    new Peers(),
};
var chosen = args.Length == 0
    ? all.Where(benchmark => !benchmark.OptIn)
    : all.Where(benchmark => args.Any(word => benchmark.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));

Console.WriteLine(Machine.Describe());
Console.WriteLine();
var table = new ResultTable(Console.Out);
foreach (var benchmark in chosen)
    foreach (var result in await benchmark.RunAsync())
        table.Write(result);
