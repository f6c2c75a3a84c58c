using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>A client comes back while the server still holds what its connection before has sent: with the queue full, so that nothing is left to chance.</summary>
public sealed class ReplacedConnectionTests
{
    private const int MoreThanTheQueueHolds = 5_000;

    [Fact]
    public async Task Nothing_of_it_is_carried_out_any_more()
    {
        using var time = new HoldableTime();
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time }, TestContext.Current.CancellationToken);
        await using var first = await RawClient.ConnectAsync(server.Port);
        var path = await first.CreateAsync("/node");
        await using var flooder = await RawClient.ConnectAsync(server.Port);
        time.Hold();
        var last = await flooder.SendRequestAsync(OpCode.SetData, new SetDataRequest("/", [1], -1));
        await time.WhenHeldAsync();
        for (var i = 0; i < MoreThanTheQueueHolds; i++)
            last = await flooder.SendRequestAsync(OpCode.SetData, new SetDataRequest("/", [1], -1));
        for (var i = 0; i < 250; i++)
            await first.SendRequestAsync(OpCode.SetData, new SetDataRequest(path, [1], -1));

        await using var second = await RawClient.ConnectAsync(server.Port, session: first.Session.SessionId, password: first.Session.Password);
        var sync = await second.SendRequestAsync(OpCode.Sync, new PathRequest(path));
        var read = await second.SendRequestAsync(OpCode.Exists, new PathWatchRequest(path, false));
        time.Release();
        await second.ReadReplyAsync(sync);
        var version = (await second.ReadReplyAsync(read)).Read<Stat>().Version;
        await flooder.SkipToReplyAsync(last);
        await flooder.CallAsync(OpCode.Sync, new PathRequest(path));
        Assert.Equal(version, (await flooder.StatAsync(path)).Version);
    }

    [Fact]
    public async Task A_read_on_the_new_one_waits_for_the_writes_before()
    {
        using var time = new HoldableTime();
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time }, TestContext.Current.CancellationToken);
        await using var first = await RawClient.ConnectAsync(server.Port);
        var path = await first.CreateAsync("/node");
        time.Hold();
        await first.SendRequestAsync(OpCode.SetData, new SetDataRequest(path, [1], -1));
        await time.WhenHeldAsync();

        await using var second = await RawClient.ConnectAsync(server.Port, session: first.Session.SessionId, password: first.Session.Password);
        var read = await second.SendRequestAsync(OpCode.Exists, new PathWatchRequest(path, false));
        time.Release();
        var version = (await second.ReadReplyAsync(read)).Read<Stat>().Version;
        await second.CallAsync(OpCode.Sync, new PathRequest(path));
        Assert.Equal(version, (await second.StatAsync(path)).Version);
    }

    /// <summary>The system's clock, which keeps the first who asks after <see cref="Hold"/> waiting: the stage that judges writes, while nobody else has a reason to ask.</summary>
    private sealed class HoldableTime : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim _released = new(initialState: true);
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _holdsNext;

        public void Hold()
        {
            _released.Reset();
            Volatile.Write(ref _holdsNext, 1);
        }

        public Task WhenHeldAsync() => _held.Task.WaitAsync(TestContext.Current.CancellationToken);

        public void Release() => _released.Set();

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Exchange(ref _holdsNext, 0) == 1)
            {
                _held.TrySetResult();
                _released.Wait(TimeSpan.FromSeconds(30));
            }
            return base.GetUtcNow();
        }

        public void Dispose() => _released.Dispose();
    }
}
