using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>Identities and access control lists.</summary>
public abstract class SecurityBehaviour(TestServer server) : Behaviour(server)
{
    private static readonly AuthInfo Alice = AuthInfo.Digest("alice", "secret");

    [Fact]
    public async Task Only_who_presents_the_identity_may_read()
    {
        var alice = await ConnectAsync(Options() with { Auth = [Alice] });
        await alice.CreateAsync("/private", Bytes("x"), acl: Acl.CreatorAll, cancellationToken: Cancel);

        await FailsAsync(ErrorCode.NoAuth, () => Client.GetDataAsync("/private", Cancel).AsTask());
        Assert.Equal("x", Text((await alice.GetDataAsync("/private", Cancel)).Data));
        await Client.AddAuthAsync(Alice, Cancel);
        Assert.Equal("x", Text((await Client.GetDataAsync("/private", Cancel)).Data));
    }

    [Fact]
    public async Task Identities_are_presented_again_on_each_connection()
    {
        await using var proxy = Server.NewProxy();
        var alice = await ConnectAsync(Options(proxy.ConnectionString) with { Auth = [Alice] });
        await alice.AddAuthAsync(AuthInfo.Digest("bob", "pw"), Cancel);
        await alice.CreateAsync("/private", Bytes("x"), acl: Acl.CreatorAll, cancellationToken: Cancel);
        proxy.Cut();
        await UntilAsync(alice, state => state == SessionState.Suspended);
        await UntilAsync(alice, state => state == SessionState.Connected);

        Assert.Equal("x", Text((await alice.GetDataAsync("/private", Cancel)).Data));
        Assert.Superset(new HashSet<string> { "alice", "bob" }, (await alice.WhoAmIAsync(Cancel)).Select(id => id.User).ToHashSet());
    }

    [Fact]
    public async Task An_access_control_list_is_read_and_set_by_its_version()
    {
        var created = await Client.CreateAsync("/a", cancellationToken: Cancel);
        Assert.Equal(0, created.Stat.Aversion);
        var stat = await Client.SetAclAsync("/a", [Acl.Parse("world:anyone:ra")], version: 0, Cancel);
        Assert.Equal(1, stat.Aversion);

        var acl = await Client.GetAclAsync("/a", Cancel);
        Assert.Equal([Acl.Parse("world:anyone:ra")], acl.Entries);
        await FailsAsync(ErrorCode.BadVersion, () => Client.SetAclAsync("/a", Acl.OpenUnsafe, version: 0, Cancel).AsTask());
        await FailsAsync(ErrorCode.NoAuth, () => Client.SetDataAsync("/a", null, cancellationToken: Cancel).AsTask());
    }

    [Fact]
    public async Task An_identity_of_an_unknown_scheme_ends_the_session()
    {
        var options = Options() with { Auth = [new AuthInfo("nonsense", Bytes("x"))] };
        var error = await FailsAsync(ErrorCode.AuthFailed, () => ZkClient.ConnectAsync(options, Cancel).AsTask());
        Assert.Contains("nonsense", error.Message, StringComparison.Ordinal);

        var other = await ConnectAsync();
        await FailsAsync(ErrorCode.AuthFailed, () => other.AddAuthAsync(new AuthInfo("nonsense", Bytes("x")), Cancel).AsTask());
        await UntilAsync(other, state => state == SessionState.AuthFailed);
        Assert.True(other.Lost.IsCancellationRequested);
    }
}
