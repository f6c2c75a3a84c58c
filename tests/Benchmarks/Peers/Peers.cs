using FlinkZk.Testing;

namespace FlinkZk.Benchmarks;

/// <summary>
/// Our client beside Java's, C's and kazoo, all against one Apache server. They take turns, so that what else the machine does hits them alike; a sample is
/// the median of a turn. Needs a JDK, cc with Debian's libzookeeper-mt-dev, and python3-kazoo; who is missing is left out.
/// </summary>
internal sealed class Peers : IBenchmark
{
    /// <summary>The node that all of them read and write.</summary>
    public const string Path = "/peers";

    private const int WarmUps = 5;
    private const int Turns = 20;
    private const int Requests = 400;
    private const int Pipelined = 10_000;

    private static readonly string Sources = System.IO.Path.Combine(Checkout.Root, "tests", "Benchmarks", "Peers");

    public string Name => "peers";

    public bool OptIn => true;

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        if (await Apache.TryStartAsync() is not { } apache)
        {
            await Console.Error.WriteLineAsync("Left out: peers: " + ZooKeeperHome.SkipReason);
            return [];
        }
        var folder = Directory.CreateTempSubdirectory("flinkzk-peers-").FullName;
        await using (apache)
        {
            var peers = await StartAsync(apache.ConnectionString, folder);
            List<Result> results =
            [
                .. await InTurnsAsync(peers, "one getData at a time, 1 KiB", "us", async peer => Median(await peer.OneByOneAsync(set: false, Requests))),
                .. await InTurnsAsync(peers, "one setData at a time, 1 KiB", "us", async peer => Median(await peer.OneByOneAsync(set: true, Requests))),
                .. await InTurnsAsync(peers, "getData, 1 KiB, depth 512", "k op/s", peer => peer.LoadAsync(Pipelined)),
            ];
            foreach (var peer in peers)
                await peer.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            return results;
        }
    }

    private static async Task<List<IPeer>> StartAsync(string connectionString, string folder)
    {
        var client = await Load.ConnectAsync(connectionString);
        await client.CreateAsync(Path, new byte[1024]);
        var program = System.IO.Path.Combine(folder, "peer");
        IPeer?[] peers =
        [
            new OurPeer(client),
            await ForeignPeer.TryStartAsync("Java", "java", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", ZooKeeperHome.All[0].ClassPath, System.IO.Path.Combine(Sources, "Peer.java"), connectionString),
            Compiled(program) ? await ForeignPeer.TryStartAsync("C", program, connectionString) : null,
            await ForeignPeer.TryStartAsync("kazoo", File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", System.IO.Path.Combine(Sources, "peer.py"), connectionString),
        ];
        return [.. peers.OfType<IPeer>()];
    }

    private static bool Compiled(string program)
    {
        try
        {
            // Without THREADED the header hides the functions that wait.
            Command.Run(Sources, "cc", "-O2", "-DTHREADED", "-o", program, "peer.c", "-lzookeeper_mt", "-lpthread");
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine($"Left out: C: {exception.Message}");
            return false;
        }
    }

    private static async Task<IEnumerable<Result>> InTurnsAsync(List<IPeer> peers, string what, string unit, Func<IPeer, Task<double>> turn)
    {
        var samples = peers.ToDictionary(peer => peer, _ => new List<double>());
        for (var i = 0; i < WarmUps + Turns; i++)
            foreach (var peer in peers)
            {
                var sample = await turn(peer);
                if (i >= WarmUps)
                    samples[peer].Add(sample);
            }
        return peers.Select(peer => new Result($"peers: {what}, {peer.Name}", unit, samples[peer], peer is OurPeer && unit == "us" ? "lowest" : null));
    }

    private static double Median(double[] samples) => samples.Order().ElementAt(samples.Length / 2);
}
