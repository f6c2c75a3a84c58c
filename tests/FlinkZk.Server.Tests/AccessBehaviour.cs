using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>Access control lists and identities.</summary>
public abstract class AccessBehaviour : WireBehaviour
{
    private const string DigestOfUp = "u:Jq7wMyA/w2Vd5WIDAKdu4OIIFEQ="; // base64(sha1("u:p"))

    [Fact]
    public async Task Auth_stands_for_the_callers_own_identities()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal(ErrorCode.InvalidAcl, (await client.TryCreateAsync($"{Root}/a", acl: Acl.CreatorAll)).Error);
        var reply = await client.AuthAsync("digest", "u:p");
        Assert.Equal((ErrorCode.Ok, 0L), (reply.Error, reply.Header.Zxid));
        await client.CreateAsync($"{Root}/a", acl: [.. Acl.CreatorAll, .. Acl.CreatorAll]);
        var acl = (await client.CallAsync(OpCode.GetAcl, new PathRequest($"{Root}/a"))).Read<GetAclResponse>().Acls;
        Assert.Equal([new Acl(Permissions.All, "digest", DigestOfUp)], acl!);
    }

    [Fact]
    public async Task Each_operation_asks_for_its_permission()
    {
        await using var owner = await Server.ConnectAsync();
        await using var stranger = await Server.ConnectAsync();
        await owner.AuthAsync("digest", "u:p");
        await owner.CreateAsync($"{Root}/a", acl: Acl.CreatorAll);
        await owner.CreateAsync($"{Root}/a/b");
        Assert.Equal(Server.ExistsAsksForRead ? ErrorCode.NoAuth : ErrorCode.Ok, (await stranger.ExistsAsync($"{Root}/a")).Error);
        foreach (var reply in new[]
        {
            await stranger.GetAsync($"{Root}/a"), await stranger.ChildrenAsync($"{Root}/a"),
            await stranger.SetAsync($"{Root}/a", "x"), await stranger.TryCreateAsync($"{Root}/a/c"), await stranger.DeleteAsync($"{Root}/a/b"),
            await stranger.CallAsync(OpCode.GetAcl, new PathRequest($"{Root}/a")),
            await stranger.CallAsync(OpCode.SetAcl, new SetAclRequest($"{Root}/a", Acl.OpenUnsafe, -1)),
        })
            Assert.Equal(ErrorCode.NoAuth, reply.Error);
        await stranger.AuthAsync("digest", "u:p");
        Assert.Equal(ErrorCode.Ok, (await stranger.GetAsync($"{Root}/a")).Error);
    }

    [Fact]
    public async Task Setting_the_list_counts_its_version_and_nothing_else()
    {
        await using var client = await Server.ConnectAsync();
        var before = await client.StatAsync(Root);
        var reply = await client.CallAsync(OpCode.SetAcl, new SetAclRequest(Root, [new(Permissions.All, "ip", "127.0.0.0/8")], 0));
        Assert.Equal(before with { Aversion = 1 }, reply.Read<Stat>());
        Assert.Equal(ErrorCode.BadVersion, (await client.CallAsync(OpCode.SetAcl, new SetAclRequest(Root, Acl.OpenUnsafe, 0))).Error);
        Assert.Equal(ErrorCode.Ok, (await client.SetAsync(Root, "allowed by address")).Error);
        await client.CallAsync(OpCode.SetAcl, new SetAclRequest(Root, Acl.OpenUnsafe, -1));
    }

    [Fact]
    public async Task Without_admin_digests_are_masked()
    {
        await using var client = await Server.ConnectAsync();
        await client.CreateAsync($"{Root}/a", acl: [new(Permissions.Read, "world", "anyone"), new(Permissions.All, "digest", DigestOfUp)]);
        var acl = (await client.CallAsync(OpCode.GetAcl, new PathRequest($"{Root}/a"))).Read<GetAclResponse>().Acls;
        Assert.Equal("u:x", acl![1].Id);
        await client.AuthAsync("digest", "u:p");
        acl = (await client.CallAsync(OpCode.GetAcl, new PathRequest($"{Root}/a"))).Read<GetAclResponse>().Acls;
        Assert.Equal(DigestOfUp, acl![1].Id);
    }

    [Theory]
    [InlineData("world", "someone")]
    [InlineData("digest", "no-colon")]
    [InlineData("ip", "300.1.1.1")]
    [InlineData("ip", "10.0.0.0/33")]
    [InlineData("nonsense", "x")]
    public async Task An_entry_that_no_scheme_knows_is_refused(string scheme, string id)
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal(ErrorCode.InvalidAcl, (await client.TryCreateAsync($"{Root}/a", acl: [new(Permissions.All, scheme, id)])).Error);
    }

    [Fact]
    public async Task Who_am_i_tells_users_without_secrets()
    {
        await using var client = await Server.ConnectAsync();
        await client.AuthAsync("digest", "u:p");
        var identities = await client.IdentitiesAsync();
        Assert.Equal([new("digest", "u"), new("ip", "127.0.0.1")], identities.OrderBy(identity => identity.Scheme, StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_scheme_is_refused_and_the_connection_closed()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal(ErrorCode.AuthFailed, (await client.AuthAsync("nonsense", "x")).Error);
        Assert.True(await client.IsClosedByServerAsync());
    }
}
