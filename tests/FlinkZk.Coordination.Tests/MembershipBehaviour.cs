using System.Text;
using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.Coordination.Tests;

/// <summary>Who is in a group, on whichever server.</summary>
public abstract class MembershipBehaviour(TestServer server) : ServerTests(server)
{
    private const string Group = "/flinkzk/default/runners";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_joins_changes_and_leaves_is_told_from_before_the_group_is_made()
    {
        await using var watcher = await ConnectAsync();
        await using var client = await ConnectAsync();
        await using var changes = Membership.WatchAsync(watcher, Group, Stop).GetAsyncEnumerator(Stop);
        var first = NextAsync(changes);
        await using var a = await StartAsync(client, "a", "1");
        Assert.Equal("Joined a 1", await first);
        var b = await StartAsync(client, "b", "1");
        Assert.Equal("Joined b 1", await NextAsync(changes));
        await client.SetDataAsync($"{Group}/b", "2"u8.ToArray(), cancellationToken: Stop);
        Assert.Equal("Changed b 2", await NextAsync(changes));
        await b.DisposeAsync();
        Assert.Equal("Left b 2", await NextAsync(changes));
        Assert.Equal("a", Assert.Single(await Membership.ListAsync(client, Group, Stop)).Name);
        Assert.Empty(await Membership.ListAsync(client, "/none", Stop));
    }

    [Fact]
    public async Task After_a_lost_connection_what_stands_is_told()
    {
        await using var proxy = Server.NewProxy();
        await using var watcher = await ConnectAsync(proxy);
        await using var client = await ConnectAsync();
        var a = await StartAsync(client, "a", "1");
        await using var changes = Membership.WatchAsync(watcher, Group, Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("Joined a 1", await NextAsync(changes));
        proxy.Refuses = true;
        proxy.Cut();
        await a.DisposeAsync();
        await using var again = await StartAsync(client, "a", "2");
        proxy.Refuses = false;
        Assert.Equal("Left a 1", await NextAsync(changes));
        Assert.Equal("Joined a 2", await NextAsync(changes));
    }

    [Fact]
    public async Task A_name_is_one_members_and_the_next_gets_it_when_that_has_gone()
    {
        await using var client = await ConnectAsync();
        await using var other = await ConnectAsync();
        var holder = await StartAsync(client, "a", "1");
        Assert.Null(await PersistentEphemeralNode.TryStartAsync(other, $"{Group}/a", "2"u8.ToArray(), TimeSpan.Zero, Stop));
        Assert.Null(await PersistentEphemeralNode.TryStartAsync(client, $"{Group}/a", "3"u8.ToArray(), TimeSpan.Zero, Stop));
        var waiting = PersistentEphemeralNode.TryStartAsync(other, $"{Group}/a", "2"u8.ToArray(), Long, Stop);
        await UntilAsync(() => WatchesAsync(other, $"{Group}/a"), "the other waits");
        await holder.DisposeAsync();
        await using var next = await waiting;
        Assert.True(next!.Token > holder.Token);
        Assert.True(holder.IsReleased);
    }

    [Fact]
    public async Task A_node_that_somebody_has_deleted_comes_back_and_one_whose_name_is_taken_is_lost()
    {
        await using var client = await ConnectAsync();
        await using var other = await ConnectAsync();
        var node = await StartAsync(client, "a", "1");
        var before = node.Token;
        await other.DeleteAsync($"{Group}/a", cancellationToken: Stop);
        await UntilAsync(async () => node.Token > before && await other.ExistsAsync($"{Group}/a", Stop) is { } stat && stat.Czxid == node.Token);
        Assert.False(node.Lost.IsCancellationRequested);

        await other.MultiAsync([ZkOperation.Delete($"{Group}/a"), ZkOperation.Create($"{Group}/a", "x"u8.ToArray())], Stop);
        await CancelledAsync(node.Lost);
        await node.DisposeAsync();
        Assert.Equal("x", Encoding.UTF8.GetString((await other.GetDataAsync($"{Group}/a", Stop)).Data!));
    }

    [Fact]
    public async Task A_node_whose_making_lost_its_answer_is_found_again()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy);
        await using var calm = await ConnectAsync();
        await NodeTree.EnsureAsync(calm, Group, Stop);
        // What is asked first: whether the name is free.
        Assert.Null(await client.ExistsAsync($"{Group}/a", Stop));
        proxy.LoseNextReply();
        await using var node = await StartAsync(client, "a", "1");
        Assert.Equal(client.SessionId, (await calm.ExistsAsync($"{Group}/a", Stop))!.Value.EphemeralOwner);
        Assert.False(node.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_member_goes_with_its_session_within_the_timeout_and_knows_it()
    {
        await using var proxy = Server.NewProxy();
        await using var client = await ConnectAsync(proxy, TimeSpan.FromSeconds(2));
        await using var watcher = await ConnectAsync();
        var node = await StartAsync(client, "a", "1");
        await using var changes = Membership.WatchAsync(watcher, Group, Stop).GetAsyncEnumerator(Stop);
        Assert.Equal("Joined a 1", await NextAsync(changes));
        proxy.Refuses = true;
        proxy.Cut();
        Assert.Equal("Left a 1", await NextAsync(changes));
        await CancelledAsync(node.Lost);
        await node.DisposeAsync();
    }

    [Fact]
    public async Task Who_gives_up_or_stops_leaves_no_node_and_no_watch()
    {
        await using var client = await ConnectAsync();
        await using var other = await ConnectAsync();
        await using var holder = await StartAsync(client, "a", "1");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var waiting = PersistentEphemeralNode.TryStartAsync(other, $"{Group}/a", "2"u8.ToArray(), Long, stop.Token);
        var changes = Membership.WatchAsync(other, Group, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.Equal("Joined a 1", await NextAsync(changes));
        var next = changes.MoveNextAsync().AsTask();
        // The server tells watches of data only.
        await UntilAsync(() => WatchesAsync(other, $"{Group}/a"), "the watches are armed");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await changes.DisposeAsync();
        await UntilAsync(async () => !await WatchesAsync(other, $"{Group}/a"), "no watch is left");
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<MemberChange> changes)
    {
        Assert.True(await changes.MoveNextAsync().AsTask().WaitAsync(Long, Stop));
        return $"{changes.Current.Kind} {changes.Current.Member.Name} {Encoding.UTF8.GetString(changes.Current.Member.Data ?? [])}";
    }

    private static async Task<PersistentEphemeralNode> StartAsync(ZkClient client, string name, string data) =>
        (await PersistentEphemeralNode.TryStartAsync(client, $"{Group}/{name}", Encoding.UTF8.GetBytes(data), Long, Stop))!;
}
