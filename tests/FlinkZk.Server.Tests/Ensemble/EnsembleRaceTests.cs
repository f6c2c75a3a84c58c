using FlinkZk.Server.Ensemble;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>Members change while clients come and write: nobody is left behind on what was before.</summary>
public sealed class EnsembleRaceTests
{
    private const int Rounds = 40;
    private const int Clients = 4;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_comes_while_a_member_is_cut_off_cannot_write_there_afterwards()
    {
        await using var ensemble = await TestEnsembles.StartAsync(new() { MaxConnectionsPerAddress = 0 });
        var member = ensemble.Members[0];
        for (var round = 0; round < Rounds; round++)
        {
            var coming = Enumerable.Range(0, Clients).Select(_ => TryConnectAsync(ensemble)).ToList();
            await member.CutOffAsync(Cancel);
            foreach (var client in await Task.WhenAll(coming))
                if (client is not null)
                    await using (client)
                        await Assert.ThrowsAnyAsync<IOException>(() => client.SetAsync("/", "late"));
            await Eventually.Async(() => member.Statistics!.Connections == 0, "no connection is left", Cancel);
            await member.RejoinAsync(Cancel);
        }
    }

    [Fact]
    public async Task A_session_that_several_members_are_asked_for_at_once_belongs_to_one()
    {
        await using var ensemble = await TestEnsembles.StartAsync(new() { MaxConnectionsPerAddress = 0 });
        await using var first = await ensemble.ConnectAsync(0);
        for (var round = 0; round < Rounds; round++)
        {
            var all = await Task.WhenAll(ensemble.Members.Select((_, index) => ensemble.RenewAsync(index, first)));
            Assert.All(all, client => Assert.Equal(first.Session.SessionId, client.Session.SessionId));
            var wrote = await Task.WhenAll(all.Select(TryWriteAsync));
            Assert.Single(wrote, true);
            foreach (var client in all)
                await client.DisposeAsync();
        }
    }

    private static async Task<RawClient?> TryConnectAsync(ZkEnsemble ensemble)
    {
        try
        {
            return await ensemble.ConnectAsync(0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<bool> TryWriteAsync(RawClient client)
    {
        try
        {
            return (await client.SetAsync("/", "x")).Error == ErrorCode.Ok;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
