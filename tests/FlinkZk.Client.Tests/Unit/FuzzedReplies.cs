using System.Globalization;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>A million bad frames to the client: replies to every operation, events, heartbeats, handshakes. FLINKZK_FUZZ_SEED repeats one run.</summary>
public sealed class FuzzedReplies(ITestOutputHelper output)
{
    private const int Frames = 1_000_000;
    private const int FramesOfOnePipe = 1_000;

    // A frame may cost what it can hold; a believed length would cost up to 2 GiB.
    private const long MostAllocated = Limits.MaxFrame;

    private static readonly Stat Stat = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    private static readonly Chroot Root = Chroot.None;

    private delegate bool Start(RequestPipe pipe, out Func<bool> isDone);

    private static readonly (Start Start, byte[] Reply)[] Operations =
    [
        (Sends<Create, CreatedNode>(new("/a", new([1], CreateMode.Persistent, Acl.OpenUnsafe, 0))), Bytes(new Create2Response("/a", Stat))),
        (Sends<Exists, Stat?>(new("/a", null)), Bytes(Stat)),
        (Sends<GetData, NodeData>(new("/a", null)), Bytes(new GetDataResponse(new byte[50], Stat))),
        (Sends<SetData, Stat>(new("/a", [1, 2], -1)), Bytes(Stat)),
        (Sends<GetChildren, NodeChildren>(new("/a", null)), Bytes(new GetChildren2Response(["a", "b", "cc"], Stat))),
        (Sends<GetAcl, NodeAcl>(new("/a")), Bytes(new GetAclResponse([new(Permissions.All, "world", "anyone"), new(Permissions.Read, "digest", "u:x")], Stat))),
        (Sends<SetAcl, Stat>(new("/a", Acl.OpenUnsafe, -1)), Bytes(Stat)),
        (Sends<GetEphemerals, IReadOnlyList<string>>(new("/")), [0, 0, 0, 2, 0, 0, 0, 2, (byte)'/', (byte)'e', 0, 0, 0, 4, (byte)'/', (byte)'f', (byte)'/', (byte)'g']),
        (Sends<CountDescendants, int>(new("/")), Bytes(new CountResponse(7))),
        (Sends<CheckWatches, bool>(new("/a", WatcherType.Any)), []),
        (Sends<Delete, Nothing>(new("/a", -1)), []),
        (Sends<Sync, Nothing>(new("/a")), Bytes(new CreateResponse("/a"))),
        (Sends<WhoAmI, IReadOnlyList<ClientId>>(default), [0, 0, 0, 1, 0, 0, 0, 2, (byte)'i', (byte)'p', 0, 0, 0, 1, (byte)'x']),
        (Sends<Reconfig, NodeData>(new("server.1=h:1:1", null, null, -1)), Bytes(new GetDataResponse([1], Stat))),
        (Sends<Multi, IReadOnlyList<ZkOperationResult>>(new([ZkOperation.Create("/a"), ZkOperation.SetData("/a", [1]), ZkOperation.Check("/a", 0), ZkOperation.Delete("/a")], Root)), MultiReply()),
        (Sends<MultiRead, IReadOnlyList<ZkReadResult>>(new([ZkRead.GetData("/a"), ZkRead.GetChildren("/a")], Root)), MultiReadReply()),
    ];

    private static readonly byte[] Event = Bytes(new WatcherEvent(WatchEventType.DataChanged, WatcherEvent.SyncConnected, "/a/b"));
    private static readonly byte[] Hello = Bytes(new ConnectResponse(0, 6000, 0x1234, new byte[Limits.Password], ReadOnly: false));

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("FLINKZK_FUZZ_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();

    [Fact]
    public void A_million_mutated_answers_end_their_request_or_break_the_connection_and_cost_no_more_than_a_frame()
    {
        var (seed, most, broken) = (Seed, 0L, 0);
        output.WriteLine($"seed {seed}");
        var mutator = new Mutator(seed);
        for (var frame = 0; frame < Frames;)
        {
            using var heartbeat = new Heartbeat(TimeProvider.System);
            var pipe = new RequestPipe(new() { ConnectionString = ConnectionString.Parse("localhost") }, heartbeat, new());
            for (var end = frame + FramesOfOnePipe; frame < end; frame++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                broken += Try(pipe, mutator, seed, frame) ? 0 : 1;
                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
        output.WriteLine($"{broken} of {Frames} broke the connection; the dearest allocated {most} bytes");
        Assert.InRange(most, 1, MostAllocated);
        Assert.InRange(broken, Frames / 100, Frames * 9 / 10);
    }

    // Returns whether the connection would go on.
    private static bool Try(RequestPipe pipe, Mutator mutator, int seed, int number)
    {
        var random = mutator.Random;
        var (start, reply) = Operations[random.Next(Operations.Length)];
        start(pipe, out var isDone);
        var frame = Frame(mutator, (number % FramesOfOnePipe) + 1, reply);
        try
        {
            if (random.Next(50) == 0)
                Shake(frame);
            else
                pipe.OnFrame(frame);
            return Settle(pipe, isDone, seed, number);
        }
        catch (Exception e) when (e is WireFormatException or AuthenticationRefusedException)
        {
            Settle(pipe, isDone, seed, number);
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"Seed {seed}, frame {number}, {Convert.ToHexString(frame)}: {e}");
            throw;
        }
    }

    // Whose slot is gone has to be told; whose is not is asked once more, so that the next frame finds a request of its own.
    private static bool Settle(RequestPipe pipe, Func<bool> isDone, int seed, int number)
    {
        if (pipe.Outstanding > 0)
        {
            Span<byte> refusal = stackalloc byte[Limits.ReplyHeader];
            refusal.Clear();
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(refusal, (number % FramesOfOnePipe) + 1);
            refusal[^1] = 1;
            pipe.OnFrame(refusal);
        }
        if (!isDone())
            Assert.Fail($"Seed {seed}, frame {number}: the reply was taken, and its request still waits.");
        return true;
    }

    private static byte[] Frame(Mutator mutator, int xid, byte[] reply)
    {
        var random = mutator.Random;
        var kind = random.Next(20);
        var body = mutator.Mutate(kind switch { 0 => Event, 1 => Hello, _ => reply }).ToArray();
        var buffer = new WireBuffer();
        var writer = new JuteWriter(buffer);
        new ReplyHeader(kind switch { 0 => Xid.Notification, 2 => Xid.Ping, 3 => random.Next(-9, 3), _ => xid }, random.Next(100), kind == 4 ? (ErrorCode)random.Next(-130, 2) : ErrorCode.Ok).Write(ref writer);
        body.CopyTo(buffer.Append(body.Length));
        return random.Next(40) == 0 ? mutator.Mutate(buffer.Written).ToArray() : buffer.Written.ToArray();
    }

    private static void Shake(byte[] frame)
    {
        var reader = new JuteReader(frame);
        ConnectResponse.Read(ref reader);
    }

    private static Start Sends<TRequest, TResult>(TRequest request) where TRequest : struct, IRequest<TRequest, TResult> => (RequestPipe pipe, out Func<bool> isDone) =>
    {
        var task = pipe.SendAsync<TRequest, TResult>(in request, Root, CancellationToken.None);
        isDone = () =>
        {
            if (!task.IsCompleted)
                return false;
            try
            {
                // Once: then its object serves the next request.
                _ = task.GetAwaiter().GetResult();
            }
            catch (ZkException)
            {
                // Told: that is what matters.
            }
            return true;
        };
        return true;
    };

    private static byte[] MultiReply() => Body((ref JuteWriter writer) =>
    {
        new MultiHeader(OpCode.Create, false, ErrorCode.Ok).Write(ref writer);
        writer.WriteString("/a");
        new MultiHeader(OpCode.SetData, false, ErrorCode.Ok).Write(ref writer);
        Stat.Write(ref writer);
        new MultiHeader(OpCode.Check, false, ErrorCode.Ok).Write(ref writer);
        new MultiHeader(OpCode.Delete, false, ErrorCode.Ok).Write(ref writer);
        MultiHeader.End.Write(ref writer);
    });

    private static byte[] MultiReadReply() => Body((ref JuteWriter writer) =>
    {
        new MultiHeader(OpCode.GetData, false, ErrorCode.Ok).Write(ref writer);
        new GetDataResponse([1, 2], Stat).Write(ref writer);
        new MultiHeader(OpCode.GetChildren, false, ErrorCode.Ok).Write(ref writer);
        writer.WriteStrings(["a", "b"]);
        MultiHeader.End.Write(ref writer);
    });

    private delegate void Writing(ref JuteWriter writer);

    private static byte[] Bytes<T>(T record) where T : struct, IRecord<T> => Body((ref JuteWriter writer) => record.Write(ref writer));

    private static byte[] Body(Writing write)
    {
        var buffer = new WireBuffer();
        var writer = new JuteWriter(buffer);
        write(ref writer);
        return buffer.Written.ToArray();
    }
}
