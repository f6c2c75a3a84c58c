using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>Nodes: what create, delete and setData do, and what the Stat says then.</summary>
public abstract class NodeBehaviour : WireBehaviour
{
    [Fact]
    public async Task A_null_path_is_answered_as_each_operation_does()
    {
        await using var client = await Server.ConnectAsync();
        var create = new CreateRequest(null!, [], Acl.OpenUnsafe, CreateMode.Persistent);
        Assert.Equal(ErrorCode.MarshallingError, (await client.CallAsync(OpCode.Create, create)).Error);
        Assert.Equal(ErrorCode.MarshallingError, (await client.CallAsync(OpCode.Create2, create)).Error);
        Assert.Equal(ErrorCode.MarshallingError, (await client.CallAsync(OpCode.Delete, new PathVersionRequest(null!, -1))).Error);
        Assert.Equal(ErrorCode.BadArguments, (await client.CallAsync(OpCode.SetData, new SetDataRequest(null!, [], -1))).Error);
    }

    [Fact]
    public async Task A_created_node_says_one_zxid_in_all_three_fields()
    {
        await using var client = await Server.ConnectAsync();
        var reply = await client.TryCreateAsync($"{Root}/a", "hello");
        var (path, stat) = reply.Read<Create2Response>();
        Assert.Equal($"{Root}/a", path);
        Assert.Equal(reply.Header.Zxid, stat.Czxid);
        Assert.Equal((stat.Czxid, stat.Czxid), (stat.Mzxid, stat.Pzxid));
        Assert.Equal((0, 0, 0, 5, 0), (stat.Version, stat.Cversion, stat.Aversion, stat.DataLength, stat.NumChildren));
        Assert.Equal(stat, (await client.StatAsync($"{Root}/a")));
    }

    [Fact]
    public async Task Cversion_on_the_wire_is_twice_the_creates_less_the_children()
    {
        await using var client = await Server.ConnectAsync();
        await client.CreateAsync($"{Root}/p");
        await client.CreateAsync($"{Root}/p/a");
        await client.CreateAsync($"{Root}/p/b");
        Assert.Equal(2, (await client.StatAsync($"{Root}/p")).Cversion);
        var deleted = await client.DeleteAsync($"{Root}/p/a");
        var stat = await client.StatAsync($"{Root}/p");
        Assert.Equal((3, 1, deleted.Header.Zxid), (stat.Cversion, stat.NumChildren, stat.Pzxid));
        Assert.Equal($"{Root}/p/s0000000002", await client.CreateAsync($"{Root}/p/s", mode: CreateMode.PersistentSequential));
    }

    [Fact]
    public async Task Setting_data_counts_the_version_and_moves_only_mzxid()
    {
        await using var client = await Server.ConnectAsync();
        var created = (await client.TryCreateAsync($"{Root}/a")).Read<Create2Response>().Stat;
        var reply = await client.SetAsync($"{Root}/a", "xyz", version: 0);
        var stat = reply.Read<Stat>();
        Assert.Equal((1, 3, created.Czxid, created.Pzxid, reply.Header.Zxid), (stat.Version, stat.DataLength, stat.Czxid, stat.Pzxid, stat.Mzxid));
        Assert.Equal(ErrorCode.BadVersion, (await client.SetAsync($"{Root}/a", "no", version: 0)).Error);
        Assert.Equal("xyz"u8.ToArray(), (await client.GetAsync($"{Root}/a")).Read<GetDataResponse>().Data);
    }

    [Fact]
    public async Task Null_data_comes_back_as_null_and_empty_as_empty()
    {
        await using var client = await Server.ConnectAsync();
        await client.CallAsync(OpCode.Create, new CreateRequest($"{Root}/null", null, Acl.OpenUnsafe, CreateMode.Persistent));
        await client.CallAsync(OpCode.Create, new CreateRequest($"{Root}/empty", [], Acl.OpenUnsafe, CreateMode.Persistent));
        Assert.Null((await client.GetAsync($"{Root}/null")).Read<GetDataResponse>().Data);
        Assert.Empty((await client.GetAsync($"{Root}/empty")).Read<GetDataResponse>().Data!);
        await client.CallAsync(OpCode.SetData, new SetDataRequest($"{Root}/empty", null, -1));
        Assert.Null((await client.GetAsync($"{Root}/empty")).Read<GetDataResponse>().Data);
    }

    [Fact]
    public async Task Refusals_have_the_numbers_that_clients_know()
    {
        await using var client = await Server.ConnectAsync();
        await client.CreateAsync($"{Root}/a");
        await client.CreateAsync($"{Root}/a/b");
        await client.CreateAsync($"{Root}/e", mode: CreateMode.Ephemeral);
        Assert.Equal(ErrorCode.NodeExists, (await client.TryCreateAsync($"{Root}/a")).Error);
        Assert.Equal(ErrorCode.NoNode, (await client.TryCreateAsync($"{Root}/x/y")).Error);
        Assert.Equal(ErrorCode.NoNode, (await client.DeleteAsync($"{Root}/x")).Error);
        Assert.Equal(ErrorCode.NotEmpty, (await client.DeleteAsync($"{Root}/a")).Error);
        Assert.Equal(ErrorCode.BadVersion, (await client.DeleteAsync($"{Root}/a/b", 7)).Error);
        Assert.Equal(ErrorCode.NoChildrenForEphemerals, (await client.TryCreateAsync($"{Root}/e/x")).Error);
        Assert.Equal(ErrorCode.BadArguments, (await client.DeleteAsync("/")).Error);
        Assert.Equal(ErrorCode.BadArguments, (await client.TryCreateAsync($"{Root}/u", mode: (CreateMode)9)).Error);
        Assert.Equal(ErrorCode.BadArguments, (await client.TryCreateAsync($"{Root}/.")).Error);
        Assert.Equal(ErrorCode.BadArguments, (await client.TryCreateAsync($"{Root}/\u0001")).Error);
        Assert.Equal(ErrorCode.BadArguments, (await client.SetAsync("nowhere", "")).Error);
        Assert.Equal(ErrorCode.InvalidAcl, (await client.TryCreateAsync($"{Root}/u", acl: [])).Error);
    }

    [Fact]
    public async Task A_missing_node_is_answered_with_an_error_and_no_body()
    {
        await using var client = await Server.ConnectAsync();
        var reply = await client.ExistsAsync($"{Root}/x");
        Assert.Equal(ErrorCode.NoNode, reply.Error);
        Assert.Empty(reply.Body);
        Assert.Equal(ErrorCode.NoNode, (await client.GetAsync($"{Root}/x")).Error);
        Assert.Equal(ErrorCode.NoNode, (await client.ChildrenAsync($"{Root}/x")).Error);
        Assert.Equal(ErrorCode.NoNode, (await client.GetAsync($"{Root}/")).Error);
    }

    [Fact]
    public async Task Paths_may_hold_what_is_outside_ascii()
    {
        await using var client = await Server.ConnectAsync();
        var path = await client.CreateAsync($"{Root}/grün-日本", "x");
        Assert.Equal($"{Root}/grün-日本", path);
        Assert.Equal(["grün-日本"], await client.NamesAsync(Root));
        Assert.Equal(ErrorCode.Ok, (await client.GetAsync(path)).Error);
    }

    [Fact]
    public async Task Plain_create_answers_the_path_only()
    {
        await using var client = await Server.ConnectAsync();
        var reply = await client.CallAsync(OpCode.Create, new CreateRequest($"{Root}/s-", [], Acl.OpenUnsafe, CreateMode.PersistentSequential));
        Assert.Equal($"{Root}/s-0000000000", reply.Read<CreateResponse>().Path);
        Assert.Equal(4 + Root.Length + 13, reply.Body.Length);
    }

    [Fact]
    public async Task A_sequential_node_may_have_no_name_of_its_own()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal($"{Root}/0000000000", await client.CreateAsync($"{Root}/", mode: CreateMode.PersistentSequential));
    }

    [Fact]
    public async Task Containers_and_nodes_with_a_time_to_live_have_no_owner_on_the_wire()
    {
        await using var client = await Server.ConnectAsync();
        var container = await client.CallAsync(OpCode.CreateContainer, new CreateRequest($"{Root}/c", [], Acl.OpenUnsafe, CreateMode.Container));
        Assert.Equal(0, container.Read<Create2Response>().Stat.EphemeralOwner);
        var ttl = await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest($"{Root}/t-", [], Acl.OpenUnsafe, CreateMode.PersistentSequentialWithTtl, 5_000));
        Assert.Equal(($"{Root}/t-0000000001", 0L), (ttl.Read<Create2Response>().Path, ttl.Read<Create2Response>().Stat.EphemeralOwner));
        Assert.Equal($"{Root}/c/child", await client.CreateAsync($"{Root}/c/child"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0x100_0000_0000)]
    public async Task A_time_to_live_has_40_bits(long ttl)
    {
        await using var client = await Server.ConnectAsync();
        var reply = await client.CallAsync(OpCode.CreateTtl, new CreateTtlRequest($"{Root}/t", [], Acl.OpenUnsafe, CreateMode.PersistentWithTtl, ttl));
        Assert.Equal(ErrorCode.BadArguments, reply.Error);
    }

    [Fact]
    public async Task Ephemeral_nodes_name_their_session_and_go_with_it()
    {
        await using var other = await Server.ConnectAsync();
        await using var owner = await Server.ConnectAsync();
        await owner.CreateAsync($"{Root}/e", mode: CreateMode.Ephemeral);
        await owner.CreateAsync($"{Root}/s-", mode: CreateMode.EphemeralSequential);
        Assert.Equal(owner.Session.SessionId, (await other.StatAsync($"{Root}/e")).EphemeralOwner);
        var mine = await owner.CallAsync(OpCode.GetEphemerals, new PathRequest(Root));
        Assert.Equal([$"{Root}/e", $"{Root}/s-0000000001"], mine.ReadNames().Order(StringComparer.Ordinal));
        Assert.Empty((await other.CallAsync(OpCode.GetEphemerals, new PathRequest(Root))).ReadNames());

        Assert.Equal(ErrorCode.Ok, (await owner.CallAsync(OpCode.CloseSession)).Error);
        Assert.True(await owner.IsClosedByServerAsync());
        Assert.Empty(await other.NamesAsync(Root));
        Assert.Equal(4, (await other.StatAsync(Root)).Cversion);
    }

    [Fact]
    public async Task Descendants_are_counted_at_any_depth()
    {
        await using var client = await Server.ConnectAsync();
        foreach (var path in new[] { "/a", "/a/b", "/a/b/c", "/d" })
            await client.CreateAsync(Root + path);
        Assert.Equal(4, (await client.CallAsync(OpCode.GetAllChildrenNumber, new PathRequest(Root))).Read<CountResponse>().Count);
        Assert.Equal(ErrorCode.NoNode, (await client.CallAsync(OpCode.GetAllChildrenNumber, new PathRequest($"{Root}/x"))).Error);
    }

    [Fact]
    public async Task The_system_nodes_are_there_and_stay()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal(["config", "quota"], await client.NamesAsync("/zookeeper"));
        var stat = await client.StatAsync("/zookeeper");
        Assert.Equal((-2, 0L, 0L), (stat.Cversion, stat.Czxid, stat.Ctime));
        Assert.Equal(ErrorCode.BadArguments, (await client.DeleteAsync("/zookeeper/quota")).Error);
        var acl = (await client.CallAsync(OpCode.GetAcl, new PathRequest("/zookeeper/config"))).Read<GetAclResponse>();
        Assert.Equal(Acl.ReadUnsafe, acl.Acls);
        Assert.Equal(-1, acl.Stat.Aversion);
    }

    [Fact]
    public async Task Sync_answers_its_path()
    {
        await using var client = await Server.ConnectAsync();
        Assert.Equal(Root, (await client.CallAsync(OpCode.Sync, new PathRequest(Root))).Read<PathRequest>().Path);
    }

    [Fact]
    public async Task A_refused_write_takes_a_zxid_too()
    {
        await using var client = await Server.ConnectAsync();
        // A session of an earlier test may expire in between and take one, too; not each time.
        for (var round = 0; ; round++)
        {
            var before = (await client.SetAsync(Root, "1")).Header.Zxid;
            var refused = await client.SetAsync(Root, "2", version: 99);
            var after = (await client.SetAsync(Root, "3")).Header.Zxid;
            Assert.Equal(ErrorCode.BadVersion, refused.Error);
            Assert.InRange(refused.Header.Zxid, before + 1, after - 1);
            if (after == before + 2 || round == 20)
            {
                Assert.Equal(before + 2, after);
                return;
            }
        }
    }

    [Fact]
    public async Task Requests_in_a_row_are_judged_by_each_others_outcome()
    {
        await using var client = await Server.ConnectAsync();
        var xids = new List<int>();
        for (var i = 0; i < 50; i++)
        {
            xids.Add(await client.SendRequestAsync(OpCode.SetData, new SetDataRequest(Root, [(byte)i], i)));
            xids.Add(await client.SendRequestAsync(OpCode.GetData, new PathWatchRequest(Root, false)));
        }
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(i + 1, (await client.ReadReplyAsync(xids[2 * i])).Read<Stat>().Version);
            Assert.Equal([(byte)i], (await client.ReadReplyAsync(xids[2 * i + 1])).Read<GetDataResponse>().Data!);
        }
    }
}
