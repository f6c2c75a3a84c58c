using System.Diagnostics;

namespace FlinkZk.Benchmarks;

/// <summary>A thousand keys piped into the node cmdlets, over TCP, to a durable server in a process of its own.</summary>
internal sealed class PipedKeys : IBenchmark
{
    private const int Runs = 9;

    public string Name => "1 000 keys piped into";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("flinkzk-keys-");
        await using var server = await ServerProcess.StartAsync(data.FullName);
        using var engine = new Engine();
        try
        {
            engine.Run("$null = Connect-Zk $args[0]; $null = New-ZkNode /k; $keys = 1..1000 | ForEach-Object { \"/k/$_\" }", server.ConnectionString);
            var (create, set, get, list, remove) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var run = 0; run < Runs; run++)
            {
                create.Add(Milliseconds(engine, "$null = $keys | New-ZkNode -Value x"));
                set.Add(Milliseconds(engine, "$keys | Set-ZkNode -Value y"));
                get.Add(Milliseconds(engine, "$null = $keys | Get-ZkNode"));
                list.Add(Milliseconds(engine, "$null = Get-ZkChildNode /k"));
                remove.Add(Milliseconds(engine, "$keys | Remove-ZkNode"));
            }
            return
            [
                new($"{Name} New-ZkNode", "ms", create) { Bar = "<= 100" },
                new($"{Name} Set-ZkNode", "ms", set) { Bar = "<= 100" },
                new($"{Name} Get-ZkNode", "ms", get) { Bar = "<= 100" },
                new($"{Name} Remove-ZkNode", "ms", remove),
                new("Get-ZkChildNode of 1 000 children", "ms", list) { Bar = "<= 150" },
            ];
        }
        finally
        {
            engine.Run("Disconnect-Zk");
        }
    }

    private static double Milliseconds(Engine engine, string script)
    {
        var start = Stopwatch.GetTimestamp();
        engine.Run(script);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
