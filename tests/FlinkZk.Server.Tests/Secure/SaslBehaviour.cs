using System.Text;
using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Secure;

/// <summary>What clients see of a server that knows the user alice, by SASL DIGEST-MD5.</summary>
public abstract class SaslBehaviour
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The port, on a server that runs.</summary>
    protected abstract Task<int> StartAsync();

    [Fact]
    public async Task A_user_is_proved_and_owns_what_it_creates()
    {
        var port = await StartAsync();
        var path = $"/sasl-{Guid.NewGuid():N}";
        await using var alice = await ConnectAsync(port, new("alice", "wonderland"));
        Assert.Contains(await alice.WhoAmIAsync(Cancel), static identity => identity is { Scheme: "sasl", User: "alice" });
        await alice.CreateAsync(path, "hers"u8.ToArray(), CreateMode.Persistent, Acl.CreatorAll, cancellationToken: Cancel);
        Assert.Equal([new Acl(Permissions.All, "sasl", "alice")], (await alice.GetAclAsync(path, Cancel)).Entries);

        await using var stranger = await ConnectAsync(port, sasl: null);
        Assert.Equal(ErrorCode.NoAuth, (await Assert.ThrowsAsync<ZkException>(() => stranger.GetDataAsync(path, Cancel).AsTask())).Code);
    }

    [Fact]
    public async Task The_challenge_names_realm_and_algorithm_and_is_new_each_time()
    {
        var port = await StartAsync();
        await using var client = await RawClient.ConnectAsync(port);
        var (error, challenge) = await AskAsync(client, []);
        Assert.Equal(ErrorCode.Ok, error);
        var fields = SaslDigest.Parse(Encoding.UTF8.GetString(challenge!));
        Assert.Equal(["algorithm", "charset", "nonce", "realm"], fields.Keys.Order());
        Assert.Equal(("zk-sasl-md5", "md5-sess", "utf-8"), (fields["realm"], fields["algorithm"], fields["charset"]));
        await using var another = await RawClient.ConnectAsync(port);
        Assert.NotEqual(challenge, (await AskAsync(another, [])).Token);
    }

    [Theory]
    [InlineData("alice", "looking-glass", "zk-sasl-md5", "zookeeper/zk-sasl-md5", false)]
    [InlineData("bob", "wonderland", "zk-sasl-md5", "zookeeper/zk-sasl-md5", false)]
    [InlineData("alice", "wonderland", "another-realm", "zookeeper/zk-sasl-md5", false)]
    [InlineData("alice", "wonderland", "zk-sasl-md5", "imap/zk-sasl-md5", false)]
    [InlineData("alice", "wonderland", "zk-sasl-md5", "zookeeper/zk-sasl-md5", true)]
    public async Task A_response_that_proves_nothing_is_refused_and_the_connection_closed(string user, string password, string realm, string uri, bool replayed)
    {
        await using var client = await RawClient.ConnectAsync(await StartAsync());
        var nonce = SaslDigest.Parse(Encoding.UTF8.GetString((await AskAsync(client, [])).Token!))["nonce"];
        if (replayed)
            nonce = "the nonce of another time";
        var reply = await SendAsync(client, Respond(user, password, realm, nonce, uri));
        Assert.Equal((ErrorCode.AuthFailed, 0L), (reply.Error, reply.Header.Zxid));
        Assert.Equal([0xff, 0xff, 0xff, 0xff], reply.Body);
        Assert.True(await client.IsClosedByServerAsync());
    }

    [Fact]
    public async Task The_server_proves_that_it_knows_the_password_and_says_no_more()
    {
        await using var client = await RawClient.ConnectAsync(await StartAsync());
        var nonce = SaslDigest.Parse(Encoding.UTF8.GetString((await AskAsync(client, [])).Token!))["nonce"];
        var (error, proof) = await AskAsync(client, Respond("alice", "wonderland", "zk-sasl-md5", nonce, "zookeeper/zk-sasl-md5"));
        Assert.Equal(ErrorCode.Ok, error);
        Assert.Equal(
            "rspauth=" + SaslDigest.Response("alice", "zk-sasl-md5", "wonderland", nonce, "mine", "zookeeper/zk-sasl-md5", ""), Encoding.UTF8.GetString(proof!));
        Assert.Equal(ErrorCode.AuthFailed, (await AskAsync(client, [])).Error);
    }

    [Fact]
    public async Task Whatever_a_client_begins_with_is_answered_with_the_challenge()
    {
        await using var client = await RawClient.ConnectAsync(await StartAsync());
        Assert.StartsWith("realm=", Encoding.UTF8.GetString((await AskAsync(client, "hello"u8.ToArray())).Token!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_want_SASL_needs_none()
    {
        await using var client = await RawClient.ConnectAsync(await StartAsync());
        Assert.Equal(ErrorCode.Ok, (await client.ExistsAsync("/")).Error);
    }

    private protected static async Task<ZkClient> ConnectAsync(int port, SaslCredential? sasl) => await ZkClient.ConnectAsync(
        new() { ConnectionString = ConnectionString.Parse($"127.0.0.1:{port}"), ConnectTimeout = TimeSpan.FromSeconds(20), Sasl = sasl }, Cancel);

    private protected static async Task<(ErrorCode Error, byte[]? Token)> AskAsync(RawClient client, byte[] token)
    {
        var reply = await SendAsync(client, token);
        return (reply.Error, reply.Error == ErrorCode.Ok ? reply.Read<SaslRequest>().Token : null);
    }

    private static async Task<Reply> SendAsync(RawClient client, byte[] token) =>
        await client.ReadReplyAsync(await client.SendRequestAsync(OpCode.Sasl, new SaslRequest(token), fixedXid: 0));

    private static byte[] Respond(string user, string password, string realm, string nonce, string uri) => Encoding.UTF8.GetBytes(
        $"charset=utf-8,username=\"{user}\",realm=\"{realm}\",nonce=\"{nonce}\",nc=00000001,cnonce=\"mine\",digest-uri=\"{uri}\",maxbuf=65536,"
        + $"response={SaslDigest.Response(user, realm, password, nonce, "mine", uri, SaslDigest.Authenticate)},qop=auth");
}
