using System.Buffers.Binary;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>The handshake, renewal, and how connections end.</summary>
public abstract class SessionBehaviour : WireBehaviour
{
    [Theory]
    [InlineData(null, 36)]
    [InlineData(false, 37)]
    public async Task The_answer_has_the_length_of_the_question(bool? readOnly, int length)
    {
        await using var client = await RawClient.ConnectAsync(Server.Port, readOnly: readOnly);
        Assert.Equal(length, client.HandshakeLength);
        Assert.NotEqual(0, client.Session.SessionId);
        Assert.Equal(16, client.Session.Password!.Length);
    }

    [Theory]
    [InlineData(1, 4_000)]
    [InlineData(10_000, 10_000)]
    [InlineData(1_000_000, 40_000)]
    public async Task The_timeout_is_clamped_between_two_and_twenty_ticks(int wished, int granted)
    {
        await using var client = await RawClient.ConnectAsync(Server.Port, wished);
        Assert.Equal(granted, client.Session.TimeOut);
    }

    [Fact]
    public async Task A_session_is_renewed_with_its_password_and_the_connection_before_is_closed()
    {
        await using var first = await Server.ConnectAsync();
        await first.CreateAsync($"{Root}/e", mode: CreateMode.Ephemeral);
        await using var second = await RawClient.ConnectAsync(Server.Port, session: first.Session.SessionId, password: first.Session.Password);
        Assert.Equal(first.Session.SessionId, second.Session.SessionId);
        Assert.Equal(first.Session.Password, second.Session.Password);
        Assert.True(await first.IsClosedByServerAsync());
        Assert.Equal(second.Session.SessionId, (await second.StatAsync($"{Root}/e")).EphemeralOwner);
    }

    // Half a megabyte of names: more than ours writes into one transaction.
    [Fact]
    public async Task A_session_takes_its_nodes_with_it_however_many_and_each_is_told()
    {
        const int Nodes = 1500;
        var name = new string('n', 350);
        await using var owner = await Server.ConnectAsync(timeout: 40_000);
        await using var watcher = await Server.ConnectAsync(timeout: 40_000);
        for (var i = 0; i < Nodes; i++)
            await owner.CreateAsync($"{Root}/{name}{i}", mode: CreateMode.Ephemeral);
        await watcher.CreateAsync($"{Root}/stays");
        for (var i = 0; i < Nodes; i++)
            await watcher.ExistsAsync($"{Root}/{name}{i}", watch: true);
        var before = await watcher.StatAsync(Root);

        await owner.CallAsync(OpCode.CloseSession);

        await watcher.CallAsync(OpCode.Sync, new PathRequest(Root));
        Assert.Equal(["stays"], await watcher.NamesAsync(Root));
        var after = await watcher.StatAsync(Root);
        Assert.Equal((before.Cversion + Nodes, 1), (after.Cversion, after.NumChildren));
        var deleted = watcher.Events.Where(static happened => happened.Type == WatchEventType.Deleted).ToList();
        Assert.Equal(Nodes, deleted.Select(static happened => happened.Path).Distinct().Count());
        Assert.Equal(Nodes, deleted.Count);
    }

    [Fact]
    public async Task What_a_replaced_connection_sent_is_not_carried_out_behind_a_sync_of_the_new_one()
    {
        const int Flooders = 12, Writes = 600, Sets = 250;
        await using var owner = await Server.ConnectAsync(timeout: 40_000);
        for (var round = 0; round < 3; round++)
        {
            await using var first = await Server.ConnectAsync(timeout: 40_000);
            var path = await first.CreateAsync($"{Root}/r{round}");
            var flood = Enumerable.Range(0, Flooders).Select(_ => FloodAsync(Writes)).ToArray();
            for (var i = 0; i < Sets; i++)
                await first.SendRequestAsync(OpCode.SetData, new SetDataRequest(path, new byte[100], -1));

            await using var second = await RawClient.ConnectAsync(Server.Port, 40_000, session: first.Session.SessionId, password: first.Session.Password);
            await second.CallAsync(OpCode.Sync, new PathRequest(path));
            var version = (await second.StatAsync(path)).Version;
            await Task.WhenAll(flood);
            await owner.CallAsync(OpCode.Sync, new PathRequest(path));
            Assert.Equal(version, (await owner.StatAsync(path)).Version);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_answered_as_expired()
    {
        await using var first = await Server.ConnectAsync();
        await using var second = await RawClient.ConnectAsync(Server.Port, session: first.Session.SessionId, password: new byte[16]);
        Assert.Equal((0, 0L), (second.Session.TimeOut, second.Session.SessionId));
        Assert.True(await second.IsClosedByServerAsync());
    }

    [Fact]
    public async Task An_unknown_session_is_answered_as_expired()
    {
        await using var client = await RawClient.ConnectAsync(Server.Port, session: 0x1234, password: new byte[16]);
        Assert.Equal((0, 0L), (client.Session.TimeOut, client.Session.SessionId));
    }

    [Fact]
    public async Task A_closed_session_is_answered_as_expired()
    {
        await using var first = await Server.ConnectAsync();
        await first.CallAsync(OpCode.CloseSession);
        await using var second = await RawClient.ConnectAsync(Server.Port, session: first.Session.SessionId, password: first.Session.Password);
        Assert.Equal(0, second.Session.TimeOut);
    }

    [Fact]
    public async Task A_client_that_has_seen_more_is_closed_without_a_word()
    {
        await using var client = await RawClient.OpenAsync(Server.Port);
        await client.SendAsync(new ConnectRequest(0, long.MaxValue, 10_000, 0, new byte[16], false));
        await Assert.ThrowsAnyAsync<IOException>(client.ReadFrameAsync);
    }

    [Fact]
    public async Task A_ping_is_answered_with_the_last_zxid()
    {
        await using var client = await Server.ConnectAsync();
        var write = await client.SetAsync(Root, "x");
        await client.SendRequestAsync(OpCode.Ping, new Nothing(), Xid.Ping);
        Assert.Equal(write.Header.Zxid, (await client.ReadReplyAsync(Xid.Ping)).Header.Zxid);
    }

    [Fact]
    public async Task An_unknown_operation_is_answered_and_ends_the_connection()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal(ErrorCode.Unimplemented, (await client.CallAsync((OpCode)99)).Error);
        Assert.True(await client.IsClosedByServerAsync());
    }

    [Fact]
    public async Task A_body_that_ends_early_is_a_marshalling_error()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal(ErrorCode.MarshallingError, (await client.CallAsync(OpCode.GetData)).Error);
        Assert.SkipWhen(Server.IsMember, "Java's leader throws a follower out that forwards a write whose body ends early.");
        Assert.Equal(ErrorCode.MarshallingError, (await client.CallAsync(OpCode.SetData, new PathRequest(Root))).Error);
        Assert.Equal(ErrorCode.Ok, (await client.ExistsAsync(Root)).Error);
    }

    [Fact]
    public async Task A_frame_at_the_limit_passes_and_one_over_it_ends_the_connection()
    {
        await using var client = await Server.ConnectAsync();
        var largest = new byte[Limits.MaxFrame - Limits.RequestHeader - 4 - Root.Length - 4 - 4];
        Assert.Equal(ErrorCode.Ok, (await client.CallAsync(OpCode.SetData, new SetDataRequest(Root, largest, -1))).Error);
        // Its length is enough, and all that can be sent: it closes while the rest is on its way.
        var length = new byte[Limits.LengthPrefix];
        BinaryPrimitives.WriteInt32BigEndian(length, Limits.MaxFrame + 1);
        await client.SendBytesAsync(length);
        Assert.True(await client.IsClosedByServerAsync());
    }

    [Theory]
    [InlineData("ruok", "imok")]
    [InlineData("isro", "rw")]
    public async Task Short_words_are_answered_without_a_line_end(string word, string answer)
    {
        await using var client = await RawClient.OpenAsync(Server.Port);
        await client.SendBytesAsync(System.Text.Encoding.ASCII.GetBytes(word));
        Assert.Equal(answer, await client.ReadTextAsync());
    }

    [Theory]
    [InlineData("srvr", "Zookeeper version: ")]
    [InlineData("srvr", "\nMode: ")]
    [InlineData("srvr", "\nNode count: ")]
    [InlineData("stat", "Clients:\n /127.0.0.1:")]
    [InlineData("mntr", "zk_znode_count\t")]
    [InlineData("envi", "Environment:\nzookeeper.version=")]
    [InlineData("conf", "clientPort=")]
    [InlineData("cons", "sid=0x")]
    [InlineData("dump", "SessionTracker dump:\n")]
    [InlineData("wchs", " connections watching ")]
    [InlineData("wchc", "\n\t/watched")]
    [InlineData("wchp", "/watched\n\t0x")]
    public async Task Words_say_what_monitoring_looks_for(string word, string part)
    {
        await using var watcher = await Server.ConnectAsync();
        await watcher.ExistsAsync("/watched", watch: true);
        await using var client = await RawClient.OpenAsync(Server.Port);
        await client.SendBytesAsync(System.Text.Encoding.ASCII.GetBytes(word));
        Assert.Contains(part, await client.ReadTextAsync(), StringComparison.Ordinal);
    }

    private async Task FloodAsync(int writes)
    {
        await using var client = await Server.ConnectAsync();
        for (var i = 0; i < writes; i++)
            await client.SendRequestAsync(OpCode.SetData, new SetDataRequest(Root, new byte[100], -1));
        await client.SkipToReplyAsync(writes);
    }
}
