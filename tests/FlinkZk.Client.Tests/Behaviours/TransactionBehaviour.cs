using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>multi: all or nothing, and exact results.</summary>
public abstract class TransactionBehaviour(TestServer server) : Behaviour(server)
{
    [Fact]
    public async Task All_operations_are_carried_out_with_one_transaction_number()
    {
        await Client.CreateAsync("/old", cancellationToken: Cancel);
        var results = await Client.MultiAsync(
        [
            ZkOperation.Check("/old", 0),
            ZkOperation.Create("/a", Bytes("1")),
            ZkOperation.Create("/a/n-", mode: CreateMode.PersistentSequential),
            ZkOperation.SetData("/a", Bytes("2")),
            ZkOperation.Delete("/old"),
        ], Cancel);

        Assert.Equal([OpCode.Check, OpCode.Create2, OpCode.Create2, OpCode.SetData, OpCode.Delete], results.Select(result => result.Type));
        Assert.Equal("/a", results[1].Path);
        Assert.Equal("/a/n-0000000000", results[2].Path);
        Assert.Equal(1, results[3].Stat!.Value.Version);
        // Before 3.9 a server answers create2 in a transaction as it answers create: without the Stat.
        Assert.Equal(Server.Is39, results[1].Stat.HasValue);
        Assert.Equal(results[1].Stat?.Czxid, results[2].Stat?.Czxid);
        Assert.Null(await Client.ExistsAsync("/old", Cancel));
    }

    [Fact]
    public async Task A_failed_transaction_changes_nothing_and_says_what_failed()
    {
        var error = await Assert.ThrowsAsync<ZkMultiException>(() => Client.MultiAsync(
        [
            ZkOperation.Create("/a"),
            ZkOperation.Delete("/missing"),
            ZkOperation.Create("/b"),
        ], Cancel).AsTask());

        Assert.Equal(ErrorCode.NoNode, error.Code);
        Assert.Equal(1, error.FailedIndex);
        Assert.Equal("/missing", error.Path);
        Assert.Equal([ErrorCode.Ok, ErrorCode.NoNode, ErrorCode.RuntimeInconsistency], error.Results);
        Assert.Null(await Client.ExistsAsync("/a", Cancel));
    }

    [Fact]
    public async Task A_failed_check_fails_the_transaction()
    {
        await Client.CreateAsync("/guard", cancellationToken: Cancel);
        var error = await Assert.ThrowsAsync<ZkMultiException>(() =>
            Client.MultiAsync([ZkOperation.Check("/guard", 3), ZkOperation.Create("/a")], Cancel).AsTask());
        Assert.Equal((ErrorCode.BadVersion, 0), (error.Code, error.FailedIndex));
    }

    [Fact]
    public async Task Containers_and_nodes_with_a_time_to_live_can_be_part_of_one()
    {
        var results = await Client.MultiAsync(
        [
            ZkOperation.Create("/c", mode: CreateMode.Container),
            ZkOperation.Create("/t", mode: CreateMode.PersistentWithTtl, ttl: TimeSpan.FromMinutes(1)),
        ], Cancel);
        Assert.Equal(["/c", "/t"], results.Select(result => result.Path));
        Assert.All(results, result => Assert.Equal(OpCode.Create2, result.Type));
    }

    [Fact]
    public async Task An_empty_transaction_is_an_empty_result() => Assert.Empty(await Client.MultiAsync([], Cancel));

    [Fact]
    public async Task A_transaction_over_the_frame_limit_is_refused_here()
    {
        var half = new byte[600_000];
        await FailsAsync(ErrorCode.BadArguments, () => Client.MultiAsync([ZkOperation.Create("/a", half), ZkOperation.Create("/b", half)], Cancel).AsTask());
        Assert.Null(await Client.ExistsAsync("/a", Cancel));
    }
}
