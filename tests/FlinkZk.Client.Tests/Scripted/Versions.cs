using System.Text;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>How the client learns what a server can do: by srvr, else by trying on a session that holds nothing, else by what it was told.</summary>
public sealed class Versions : ScriptedBehaviour
{
    [Theory]
    [InlineData("3.9.0", "3.9.0+")]
    [InlineData("3.8.4", "3.7.0+")]
    [InlineData("3.7.0", "3.7.0+")]
    [InlineData("3.6.3", "3.6.0+")]
    [InlineData("3.5.9", "3.5.1+")]
    [InlineData("3.4.14", "3.4.0+")]
    public async Task Where_srvr_is_not_allowed_a_session_that_holds_nothing_tries_what_the_server_can_do(string version, string found)
    {
        await using var server = NewServer(Version.Parse(version));
        await using var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { LearnServerVersion = true }, Cancel);

        Assert.Equal(found, client.ServerVersion);
        Assert.Equal(Version.Parse(version) >= new Version(3, 6, 0), client.Supports(ServerFeature.PersistentWatches));
        Assert.Equal(Version.Parse(version) >= new Version(3, 7, 0), client.Supports(ServerFeature.WhoAmI));
        // The session itself was never asked for what it might not survive.
        Assert.Equal(1, client.Status.Version);
    }

    [Fact]
    public async Task Where_nothing_can_be_learnt_the_given_version_counts()
    {
        await using var server = NewServer(new(3, 4, 0), sessions: 1);
        var options = Options(server.ConnectionString) with { LearnServerVersion = true };
        await using (var client = await ZkClient.ConnectAsync(options with { ServerVersion = new(3, 7) }, Cancel))
        {
            Assert.Equal("3.7.0", client.ServerVersion);
            Assert.True(client.Supports(ServerFeature.WhoAmI));
        }
    }

    [Fact]
    public async Task A_version_that_the_server_tells_counts_more_than_the_given_one()
    {
        await using var server = NewServer(new(3, 6, 3), tells: true);
        var options = Options(server.ConnectionString) with { LearnServerVersion = true, ServerVersion = new(3, 9) };
        await using var client = await ZkClient.ConnectAsync(options, Cancel);
        Assert.Equal("3.6.3", client.ServerVersion);
        Assert.False(client.Supports(ServerFeature.WhoAmI));
    }

    [Fact]
    public async Task Nothing_is_asked_where_the_version_is_not_to_be_learnt()
    {
        await using var server = NewServer(new(3, 9, 0), tells: true);
        await using var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { ServerVersion = new(3, 6, 1) }, Cancel);
        Assert.Equal("3.6.1", client.ServerVersion);
        Assert.Equal(1, server.Accepted);
    }

    [Fact]
    public async Task What_the_server_is_known_not_to_have_is_refused_before_anything_is_sent()
    {
        await using var server = NewServer(new(3, 4, 14), tells: true);
        await using var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { LearnServerVersion = true }, Cancel);
        Func<Task>[] calls =
        [
            () => client.WhoAmIAsync(Cancel).AsTask(), () => client.GetEphemeralsAsync(cancellationToken: Cancel).AsTask(), () => client.CountDescendantsAsync("/", Cancel).AsTask(),
            () => client.MultiReadAsync([ZkRead.GetData("/")], Cancel).AsTask(), () => client.WatchAsync("/", AddWatchMode.Persistent, Cancel).AsTask(),
            () => client.HasServerWatchAsync("/", WatcherType.Any, Cancel).AsTask(), () => client.ReconfigAsync("server.1=x", cancellationToken: Cancel).AsTask(),
            () => client.CreateAsync("/c", mode: CreateMode.Container, cancellationToken: Cancel).AsTask(),
            () => client.MultiAsync([ZkOperation.Create("/c", mode: CreateMode.PersistentWithTtl, ttl: TimeSpan.FromSeconds(1))], Cancel).AsTask(),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ZkException>(call);
            Assert.Equal((ErrorCode.Unimplemented, false), (error.Code, error.MayHaveHappened));
            Assert.Contains("3.4.14", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(1, client.Status.Version);
    }

    [Fact]
    public async Task A_server_before_35_is_spoken_to_in_the_words_it_knows()
    {
        await using var server = NewServer(new(3, 4, 14), tells: true);
        await using var client = await ZkClient.ConnectAsync(Options(server.ConnectionString) with { LearnServerVersion = true }, Cancel);
        var created = await client.CreateAsync("/n-", mode: CreateMode.EphemeralSequential, cancellationToken: Cancel);
        Assert.Equal(("/n-0000000007", 77L), (created.Path, created.Stat.Czxid));
        // Taking the watch off would be an unknown operation there.
        var (_, watch) = await client.ExistsAndWatchAsync("/n-0000000007", Cancel);
        await watch.DisposeAsync();
        await client.ExistsAsync("/n-0000000007", Cancel);
        Assert.Equal(1, client.Status.Version);
    }

    /// <summary>A server that answers what its version knows, and closes at what it does not.</summary>
    private static ScriptedServer NewServer(Version version, bool tells = false, int sessions = int.MaxValue)
    {
        var opened = 0;
        return new(async peer =>
        {
            if (await peer.TryReceiveWordAsync() is { } word)
            {
                await peer.SendRawAsync(Encoding.ASCII.GetBytes(tells ? $"Zookeeper version: {version}-abc, built on some day\n" : $"{word} is not executed because it is not in the whitelist.\n"));
                return;
            }
            if (Interlocked.Increment(ref opened) > sessions)
                return;
            await peer.ShakeHandsAsync();
            while (true)
            {
                var frame = await peer.ReceiveAsync();
                var request = ScriptedPeer.Read<RequestHeader>(frame);
                var error = Answer(request.Type, frame[Limits.RequestHeader..], version);
                if (request.Type == OpCode.Create)
                    await peer.ReplyAsync(request.Xid, new CreateResponse("/n-0000000007"));
                else if (request.Type == OpCode.Exists)
                    await peer.ReplyAsync(request.Xid, new Stat { Czxid = 77 });
                else
                    await peer.ReplyAsync(request.Xid, error: error);
                if (error == ErrorCode.Unimplemented || request.Type == OpCode.CloseSession)
                    return;
            }
        });
    }

    private static ErrorCode Answer(OpCode type, byte[] body, Version version) => type switch
    {
        OpCode.CheckWatches or OpCode.Create2 or OpCode.RemoveWatches when version < new Version(3, 5) => ErrorCode.Unimplemented,
        OpCode.CheckWatches => version < new Version(3, 9) && ScriptedPeer.Read<WatcherTypeRequest>(body).Type > WatcherType.Any ? ErrorCode.MarshallingError : ErrorCode.NoWatcher,
        OpCode.WhoAmI when version < new Version(3, 7) => ErrorCode.Unimplemented,
        OpCode.GetEphemerals when version < new Version(3, 6) => ErrorCode.Unimplemented,
        _ => ErrorCode.Ok,
    };
}
