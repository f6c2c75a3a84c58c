using FlinkZk.Client;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Secure;

/// <summary>What the options of SASL promise.</summary>
public sealed class SaslTests
{
    private readonly LogListener _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_SASL_is_required_nothing_else_is_answered_before_it()
    {
        await using var server = await ZkServer.StartAsync(Options() with { RequireSasl = true }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        Assert.Equal(ErrorCode.Ok, (await client.AuthAsync("digest", "u:p")).Error);
        Assert.Equal(ErrorCode.SessionClosedRequireSaslAuth, (await client.GetAsync("/")).Error);
        Assert.True(await client.IsClosedByServerAsync());
        await _log.WaitForAsync(ZkServerLogEvents.AuthenticationFailed);

        await using var alice = await ConnectAsync(server, new("alice", "wonderland"));
        Assert.True(await alice.ExistsAsync("/", Cancel) is not null);
    }

    [Fact]
    public async Task Requests_sent_along_with_a_refused_one_are_not_carried_out()
    {
        await using var server = await ZkServer.StartAsync(Options(), Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.SendRequestAsync(OpCode.Sasl, new SaslRequest([]), fixedXid: 0);
        await client.SendRequestAsync(OpCode.Sasl, new SaslRequest([1]), fixedXid: 0);
        await client.SendRequestAsync(OpCode.Create2, new CreateRequest("/after", [], Acl.OpenUnsafe, CreateMode.Persistent));
        Assert.True(await client.IsClosedByServerAsync());
        await using var reader = await RawClient.ConnectAsync(server.Port);
        Assert.Equal(["zookeeper"], await reader.NamesAsync("/"));
    }

    [Fact]
    public async Task Where_SASL_is_required_a_failed_proof_says_so()
    {
        await using var server = await ZkServer.StartAsync(Options() with { RequireSasl = true }, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.ReadReplyAsync(await client.SendRequestAsync(OpCode.Sasl, new SaslRequest([]), fixedXid: 0));
        var xid = await client.SendRequestAsync(OpCode.Sasl, new SaslRequest([1]), fixedXid: 0);
        Assert.Equal(ErrorCode.SessionClosedRequireSaslAuth, (await client.ReadReplyAsync(xid)).Error);
    }

    [Fact]
    public async Task A_server_without_users_answers_with_nothing_as_Java_does()
    {
        await using var server = await ZkServer.StartAsync(new(), Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        var xid = await client.SendRequestAsync(OpCode.Sasl, new SaslRequest([]), fixedXid: 0);
        Assert.Null((await client.ReadReplyAsync(xid)).Read<SaslRequest>().Token);
        Assert.Equal(ErrorCode.Ok, (await client.ExistsAsync("/")).Error);
    }

    [Fact]
    public async Task Passwords_are_shown_nowhere()
    {
        await using var server = await ZkServer.StartAsync(Options(), Cancel);
        var error = await Assert.ThrowsAsync<ZkException>(() => ConnectAsync(server, new("alice", "looking-glass")));
        Assert.Equal(ErrorCode.AuthFailed, error.Code);
        await _log.WaitForAsync(ZkServerLogEvents.AuthenticationFailed);
        Assert.All(
            [server.Options.ToString(), .. _log.Entries.Select(static entry => entry.ToString())],
            static text => Assert.DoesNotMatch("wonderland|looking-glass", text));
    }

    [Fact]
    public async Task Names_and_passwords_may_have_any_letters()
    {
        var users = new Dictionary<string, string> { ["jürgen \"j\""] = "schlüssel", ["алиса"] = "чудес" };
        await using var server = await ZkServer.StartAsync(new() { SaslUsers = users }, Cancel);
        foreach (var (user, password) in users)
        {
            await using var client = await ConnectAsync(server, new(user, password));
            Assert.Contains(await client.WhoAmIAsync(Cancel), identity => identity.Scheme == "sasl" && identity.User == user);
        }
    }

    [Fact]
    public async Task Required_without_users_is_refused_at_the_start() =>
        Assert.Contains("SaslUsers", (await Assert.ThrowsAsync<ArgumentException>(async () => await ZkServer.StartAsync(new() { RequireSasl = true }, Cancel))).Message, StringComparison.Ordinal);

    private ZkServerOptions Options() => new() { SaslUsers = new Dictionary<string, string> { ["alice"] = "wonderland" }, Log = _log.Hear };

    private static async Task<ZkClient> ConnectAsync(ZkServer server, SaslCredential sasl) => await ZkClient.ConnectAsync(
        new() { ConnectionString = ConnectionString.Parse(server.ConnectionString), ConnectTimeout = TimeSpan.FromSeconds(20), Sasl = sasl }, Cancel);
}
