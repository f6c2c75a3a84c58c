using System.Globalization;
using System.Net;
using FlinkZk.Server.Core;
using FlinkZk.Server.FrontEnds;
using FlinkZk.Server.Net;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Words;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Fuzz;

/// <summary>A million bad frames to the server. FLINKZK_FUZZ_SEED repeats one run.</summary>
public sealed class RequestFuzzTests(ITestOutputHelper output)
{
    private const int Frames = 1_000_000;
    private const int FramesOfOneState = 2_000;
    private const int LiveFrames = 60_000;

    // A frame may cost what it can hold; a believed length would cost up to 2 GiB.
    private const long MostAllocated = Limits.MaxFrame;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("FLINKZK_FUZZ_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();

    [Fact]
    public void A_million_mutated_requests_are_served_or_refused_and_cost_no_more_than_a_frame()
    {
        var (seed, most, understood) = (Seed, 0L, 0L);
        output.WriteLine($"seed {seed}");
        var mutator = new Mutator(seed);
        for (var frame = 0; frame < Frames;)
        {
            using var server = new FuzzedRequests();
            for (var end = frame + FramesOfOneState; frame < end; frame++)
                most = Math.Max(most, Cost(server, mutator, seed, frame));
            understood += server.Understood;
        }
        output.WriteLine($"{understood} of {Frames} could be read; the dearest allocated {most} bytes");
        Assert.InRange(most, 1, MostAllocated);
        Assert.InRange(understood, Frames / 4, Frames);
    }

    [Fact]
    public async Task A_live_server_that_is_sent_mutated_frames_serves_others_as_before()
    {
        var seed = Seed;
        output.WriteLine($"seed {seed}");
        var mutator = new Mutator(seed);
        var core = new ServerCore(new() { MaxConnectionsPerAddress = 0, TimeProvider = new HastyTime() }, static (database, apply) => ServerStorage.Open(new(), database, apply));
        var frontEnd = new FrontEnd(core, core.Options);
        core.Start(static () => { });
        frontEnd.Start();
        var connections = new ConnectionTable(0, 0);
        var context = new ServerContext(
            core.Options, core.Database, core.Operations, core.Sessions, core.Prepare, core.Apply, core.Memory, core.Guesses, core.Faults, frontEnd.Statistics, connections,
            new FourLetterWords(new ServerReport(core.Options, frontEnd, core.Database, core.Sessions, connections, frontEnd.Statistics), core.Options))
        { Role = ServerRole.Standalone };
        for (var count = 0; frontEnd.Statistics.Received < LiveFrames; count++)
        {
            using var connection = new ServerConnection(context, new FuzzStream(Connection(mutator), mutator.Random), new(IPAddress.Loopback, 1));
            await connection.RunAsync().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }

        await using (var client = await RawClient.ConnectAsync(frontEnd.Port))
        {
            await client.CreateAsync("/sound-", "data", CreateMode.PersistentSequential);
            Assert.NotEmpty(await client.NamesAsync("/"));
        }
        await frontEnd.DisposeAsync();
        await core.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    private static long Cost(FuzzedRequests server, Mutator mutator, int seed, int number)
    {
        var random = mutator.Random;
        var bytes = Frame(mutator, number);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (random.Next(50) == 0)
                FuzzedRequests.Shake(bytes.AsSpan(Math.Min(Limits.LengthPrefix, bytes.Length)));
            else
                server.Receive(bytes);
        }
        catch (WireFormatException)
        {
            server.Reconnect();
        }
        catch (Exception e)
        {
            Assert.Fail($"Seed {seed}, frame {number}, {Convert.ToHexString(bytes)}: {e}");
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Whole frames mostly; sometimes the length or the type is wrong as well.
    private static byte[] Frame(Mutator mutator, int xid)
    {
        var random = mutator.Random;
        var (type, good) = GoodRequests.All[random.Next(GoodRequests.All.Length)];
        var buffer = new WireBuffer();
        GoodRequests.Frame(buffer, xid, random.Next(30) == 0 ? (OpCode)random.Next(-12, 110) : type, mutator.Mutate(good));
        return random.Next(30) == 0 ? mutator.Mutate(buffer.Written).ToArray() : buffer.Written.ToArray();
    }

    private static byte[] Connection(Mutator mutator)
    {
        var bytes = new List<byte>();
        var hello = new WireBuffer();
        var start = hello.BeginFrame();
        var writer = new JuteWriter(hello);
        new ConnectRequest(0, 0, 10_000, 0, new byte[Limits.Password], ReadOnly: false).Write(ref writer);
        hello.EndFrame(start);
        bytes.AddRange(mutator.Random.Next(10) == 0 ? mutator.Mutate(hello.Written) : hello.Written);
        for (var i = 0; i < 100; i++)
            bytes.AddRange(Frame(mutator, i));
        return [.. bytes];
    }

    /// <summary>The system's clock, on which nobody waits for the answer to what has failed.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(3) ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
