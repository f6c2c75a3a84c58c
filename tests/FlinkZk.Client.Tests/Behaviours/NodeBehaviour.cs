using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>Nodes: every kind of create, and every operation on one node.</summary>
public abstract class NodeBehaviour(TestServer server) : Behaviour(server)
{
    [Fact]
    public async Task What_is_created_is_read_back_with_its_Stat()
    {
        var created = await Client.CreateAsync("/a", Bytes("hello"), cancellationToken: Cancel);
        var node = await Client.GetDataAsync("/a", Cancel);

        Assert.Equal("/a", created.Path);
        Assert.Equal("hello", Text(node.Data));
        Assert.Equal(created.Stat, node.Stat);
        Assert.Equal(created.Stat.Czxid, created.Stat.Mzxid);
        Assert.Equal(5, node.Stat.DataLength);
    }

    [Fact]
    public async Task Null_data_stay_null_and_empty_data_stay_empty()
    {
        await Client.CreateAsync("/null", null, cancellationToken: Cancel);
        await Client.CreateAsync("/empty", [], cancellationToken: Cancel);

        Assert.Null((await Client.GetDataAsync("/null", Cancel)).Data);
        Assert.Equal(Array.Empty<byte>(), (await Client.GetDataAsync("/empty", Cancel)).Data);
    }

    [Fact]
    public async Task Exists_of_a_missing_node_is_null()
    {
        Assert.Null(await Client.ExistsAsync("/missing", Cancel));
        await Client.CreateAsync("/there", cancellationToken: Cancel);
        Assert.NotNull(await Client.ExistsAsync("/there", Cancel));
    }

    [Fact]
    public async Task Each_set_raises_the_version_and_a_wrong_expectation_fails()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        Assert.Equal(1, (await Client.SetDataAsync("/a", Bytes("1"), cancellationToken: Cancel)).Version);
        Assert.Equal(2, (await Client.SetDataAsync("/a", Bytes("2"), version: 1, Cancel)).Version);

        var error = await FailsAsync(ErrorCode.BadVersion, () => Client.SetDataAsync("/a", Bytes("3"), version: 1, Cancel).AsTask());
        Assert.Equal("/a", error.Path);
        Assert.Contains("/a", error.Message, StringComparison.Ordinal);
        Assert.False(error.MayHaveHappened);
        Assert.Equal("2", Text((await Client.GetDataAsync("/a", Cancel)).Data));
    }

    [Fact]
    public async Task Delete_wants_the_node_its_version_and_no_children()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await Client.CreateAsync("/a/b", cancellationToken: Cancel);

        await FailsAsync(ErrorCode.NoNode, () => Client.DeleteAsync("/missing", cancellationToken: Cancel).AsTask());
        await FailsAsync(ErrorCode.NotEmpty, () => Client.DeleteAsync("/a", cancellationToken: Cancel).AsTask());
        await FailsAsync(ErrorCode.BadVersion, () => Client.DeleteAsync("/a/b", version: 7, Cancel).AsTask());
        await Client.DeleteAsync("/a/b", version: 0, Cancel);
        await Client.DeleteAsync("/a", cancellationToken: Cancel);
        Assert.Null(await Client.ExistsAsync("/a", Cancel));
    }

    [Fact]
    public async Task Create_of_an_existing_node_or_below_a_missing_one_fails()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await FailsAsync(ErrorCode.NodeExists, () => Client.CreateAsync("/a", cancellationToken: Cancel).AsTask());
        await FailsAsync(ErrorCode.NoNode, () => Client.CreateAsync("/missing/b", cancellationToken: Cancel).AsTask());
    }

    [Fact]
    public async Task Sequential_nodes_get_ten_digits_that_grow()
    {
        var first = await Client.CreateAsync("/n-", mode: CreateMode.PersistentSequential, cancellationToken: Cancel);
        var second = await Client.CreateAsync("/n-", mode: CreateMode.EphemeralSequential, cancellationToken: Cancel);

        Assert.Equal("/n-0000000000", first.Path);
        Assert.Equal("/n-0000000001", second.Path);
        Assert.Equal(Client.SessionId, second.Stat.EphemeralOwner);
        Assert.True(second.Stat.Czxid > first.Stat.Czxid);
    }

    [Fact]
    public async Task A_sequential_node_may_be_a_number_alone()
    {
        var created = await Client.CreateAsync("/", mode: CreateMode.PersistentSequential, cancellationToken: Cancel);
        Assert.Matches("^/[0-9]{10}$", created.Path);
    }

    [Fact]
    public async Task An_ephemeral_node_goes_with_its_session_and_has_no_children()
    {
        var other = await ConnectAsync();
        await other.CreateAsync("/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        await FailsAsync(ErrorCode.NoChildrenForEphemerals, () => Client.CreateAsync("/e/child", cancellationToken: Cancel).AsTask());

        await other.DisposeAsync();
        Assert.Null(await Client.ExistsAsync("/e", Cancel));
    }

    [Fact]
    public async Task Containers_and_nodes_with_a_time_to_live_can_be_made()
    {
        var container = await Client.CreateAsync("/c", mode: CreateMode.Container, cancellationToken: Cancel);
        var ttl = await Client.CreateAsync("/t", Bytes("x"), CreateMode.PersistentWithTtl, ttl: TimeSpan.FromMinutes(1), cancellationToken: Cancel);
        var numbered = await Client.CreateAsync("/t-", mode: CreateMode.PersistentSequentialWithTtl, ttl: TimeSpan.FromMinutes(1), cancellationToken: Cancel);

        // The server's own marks do not show (DataNode.copyStat).
        Assert.Equal(0, container.Stat.EphemeralOwner);
        Assert.Equal("/t", ttl.Path);
        Assert.Equal(0, ttl.Stat.EphemeralOwner);
        Assert.Matches("^/t-[0-9]{10}$", numbered.Path);
    }

    [Fact]
    public async Task A_time_to_live_belongs_to_the_kinds_that_have_one()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client.CreateAsync("/x", ttl: TimeSpan.FromSeconds(1), cancellationToken: Cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Client.CreateAsync("/x", mode: CreateMode.PersistentWithTtl, cancellationToken: Cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Client.CreateAsync("/x", mode: CreateMode.PersistentWithTtl, ttl: TimeSpan.Zero, cancellationToken: Cancel).AsTask());
    }

    [Fact]
    public async Task Children_are_names_with_the_parents_Stat()
    {
        await Client.CreateAsync("/p", cancellationToken: Cancel);
        foreach (var name in (string[])["a", "b", "ü"])
            await Client.CreateAsync($"/p/{name}", cancellationToken: Cancel);

        var children = await Client.GetChildrenAsync("/p", Cancel);
        Assert.Equal(["a", "b", "ü"], children.Names.Order(StringComparer.Ordinal));
        Assert.Equal(3, children.Stat.NumChildren);
        await FailsAsync(ErrorCode.NoNode, () => Client.GetChildrenAsync("/missing", Cancel).AsTask());
    }

    [Fact]
    public async Task Sync_returns_once_the_server_has_caught_up()
    {
        var other = await ConnectAsync();
        await other.CreateAsync("/a", Bytes("new"), cancellationToken: Cancel);
        await Client.SyncAsync("/a", Cancel);
        Assert.Equal("new", Text((await Client.GetDataAsync("/a", Cancel)).Data));
    }

    [Fact]
    public async Task A_path_that_is_none_is_refused_before_anything_is_sent()
    {
        foreach (var path in (string[])["", "a", "/a/", "//a", "/a/./b", "/a/../b", "/a\u0000"])
            await Assert.ThrowsAsync<ArgumentException>(() => Client.GetDataAsync(path, Cancel).AsTask());
    }

    [Fact]
    public async Task A_request_over_the_frame_limit_is_refused_here_and_the_session_lives_on()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        var error = await FailsAsync(ErrorCode.BadArguments, () => Client.SetDataAsync("/a", new byte[Limits.MaxFrame], cancellationToken: Cancel).AsTask());
        Assert.Contains("1048575", error.Message, StringComparison.Ordinal);

        // What fits exactly passes: header, path, data and version.
        var room = Limits.MaxFrame - Limits.RequestHeader - 4 - (Root + "/a").Length - 4 - 4;
        await Client.SetDataAsync("/a", new byte[room], cancellationToken: Cancel);
        Assert.Equal(SessionState.Connected, Client.Status.State);
    }

    [Fact]
    public async Task Requests_on_the_way_are_carried_out_in_order()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        var sets = Enumerable.Range(0, 3000).Select(i => Client.SetDataAsync("/a", Bytes($"{i}"), version: i, Cancel).AsTask()).ToArray();
        var stats = await Task.WhenAll(sets);

        Assert.Equal(Enumerable.Range(1, 3000), stats.Select(stat => stat.Version));
        Assert.Equal("2999", Text((await Client.GetDataAsync("/a", Cancel)).Data));
    }

    [Fact]
    public async Task Many_callers_share_one_session()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel }, async (i, cancel) =>
        {
            await Client.CreateAsync($"/n{i}", Bytes($"{i}"), cancellationToken: cancel);
            Assert.Equal($"{i}", Text((await Client.GetDataAsync($"/n{i}", cancel)).Data));
        });
        Assert.Equal(400, (await Client.GetChildrenAsync("/", Cancel)).Names.Count);
    }

    [Fact]
    public async Task A_view_sees_the_nodes_below_its_root_and_names_them_relatively()
    {
        await Client.CreateAsync("/view", cancellationToken: Cancel);
        await Client.CreateAsync("/viewer", cancellationToken: Cancel);
        var view = Client.WithChroot("/view");

        var created = await view.CreateAsync("/n-", mode: CreateMode.EphemeralSequential, cancellationToken: Cancel);
        Assert.StartsWith("/n-", created.Path, StringComparison.Ordinal);
        Assert.NotNull(await Client.ExistsAsync("/view" + created.Path, Cancel));
        Assert.Equal(Root + "/view", view.Chroot);
        Assert.Equal("/missing", (await FailsAsync(ErrorCode.NoNode, () => view.GetDataAsync("/missing", Cancel).AsTask())).Path);
        Assert.Equal(1, (await view.GetChildrenAsync("/", Cancel)).Stat.NumChildren);

        await view.DisposeAsync();
        Assert.Equal(SessionState.Connected, Client.Status.State);
    }

    [Fact]
    public async Task Ephemerals_are_listed_and_descendants_counted_within_the_view()
    {
        await Client.CreateAsync("/a", cancellationToken: Cancel);
        await Client.CreateAsync("/a/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        await Client.CreateAsync("/ab", mode: CreateMode.Ephemeral, cancellationToken: Cancel);

        Assert.Equal(["/a/e", "/ab"], (await Client.GetEphemeralsAsync(cancellationToken: Cancel)).Order(StringComparer.Ordinal));
        // The server compares text and would count /ab to /a.
        Assert.Equal(["/e"], await Client.WithChroot("/a").GetEphemeralsAsync(cancellationToken: Cancel));
        Assert.Equal(3, await Client.CountDescendantsAsync("/", Cancel));
    }

    [Fact]
    public async Task Several_reads_succeed_or_fail_each_alone()
    {
        await Client.CreateAsync("/a", Bytes("x"), cancellationToken: Cancel);
        await Client.CreateAsync("/a/b", cancellationToken: Cancel);
        var results = await Client.MultiReadAsync([ZkRead.GetData("/a"), ZkRead.GetData("/missing"), ZkRead.GetChildren("/a")], Cancel);

        Assert.Equal("x", Text(results[0].Data!.Value.Data));
        Assert.Equal(ErrorCode.NoNode, results[1].Error);
        Assert.Equal(["b"], results[2].Names);
    }
}
