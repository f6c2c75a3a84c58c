using System.Text;
using FlinkZk.Server;
using FlinkZk.Server.Ensemble;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Client.Tests;

/// <summary>What a client lives through when members of an ensemble go and come.</summary>
public sealed class EnsembleBehaviour
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_while_members_fail_under_a_writer_and_its_session_lives_on()
    {
        const int Failures = 8;
        await using var ensemble = await ZkEnsemble.StartAsync(new(), cancellationToken: Cancel);
        await using var client = await ConnectAsync(ensemble);
        await client.CreateAsync("/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        var session = client.SessionId;
        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(client, enough.Token);
        for (var failure = 0; failure < Failures; failure++)
        {
            var failing = await MemberOfAsync(ensemble, client);
            await (failure % 2 == 0 ? failing.StopAsync(Cancel) : failing.CutOffAsync(Cancel));
            await UntilAsync(client, () => client.Server != failing.ConnectionString && client.Status.State == SessionState.Connected, "it is connected elsewhere");
            await (failure % 2 == 0 ? failing.StartAsync(Cancel) : failing.RejoinAsync(Cancel));
        }
        await enough.CancelAsync();
        var acknowledged = await writing;
        Assert.NotEmpty(acknowledged);
        var present = (await client.GetChildrenAsync("/", Cancel)).Names.ToHashSet(StringComparer.Ordinal);
        Assert.All(acknowledged, name => Assert.Contains(name, present));
        Assert.Equal(session, client.SessionId);
        Assert.Equal(session, (await client.ExistsAsync("/e", Cancel))!.Value.EphemeralOwner);
    }

    [Fact]
    public async Task A_member_that_is_cut_off_suspends_its_clients_and_they_go_on_elsewhere()
    {
        await using var ensemble = await ZkEnsemble.StartAsync(new() { ReadOnlyMode = true }, cancellationToken: Cancel);
        await using var client = await ConnectAsync(ensemble, readOnly: true);
        var (session, before) = (client.SessionId, client.Status.Version);
        var cut = await MemberOfAsync(ensemble, client);
        await cut.CutOffAsync(Cancel);
        await UntilAsync(client, () => client.Server != cut.ConnectionString && client.Status.State == SessionState.Connected, "it is connected elsewhere");
        // Suspended, then connected: a session of the ensemble never turns read-only.
        Assert.Equal((session, before + 2), (client.SessionId, client.Status.Version));
        await client.CreateAsync("/a", cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_client_that_may_reads_from_what_is_left_and_gets_a_real_session_when_it_can()
    {
        await using var ensemble = await ZkEnsemble.StartAsync(new() { ReadOnlyMode = true }, cancellationToken: Cancel);
        await using (var writer = await ConnectAsync(ensemble))
            await writer.CreateAsync("/a", "x"u8.ToArray(), cancellationToken: Cancel);
        await ensemble.Members[0].CutOffAsync(Cancel);
        await ensemble.Members[1].CutOffAsync(Cancel);

        await using var reader = await ConnectAsync(ensemble, readOnly: true);
        Assert.Equal(SessionState.ReadOnly, reader.Status.State);
        var invented = reader.SessionId;
        Assert.Equal("x"u8.ToArray(), (await reader.GetDataAsync("/a", Cancel)).Data);
        var refused = await Assert.ThrowsAsync<ZkException>(() => reader.SetDataAsync("/a", null, cancellationToken: Cancel).AsTask());
        Assert.Equal(ErrorCode.NotReadOnly, refused.Code);

        await ensemble.Members[0].RejoinAsync(Cancel);
        await UntilAsync(reader, () => reader.Status.State == SessionState.Connected, "it is connected to one that writes");
        Assert.NotEqual(invented, reader.SessionId);
        Assert.False(reader.Lost.IsCancellationRequested);
        await reader.CreateAsync("/e", mode: CreateMode.Ephemeral, cancellationToken: Cancel);
        Assert.Equal(reader.SessionId, (await reader.ExistsAsync("/e", Cancel))!.Value.EphemeralOwner);
    }

    [Fact]
    public async Task Without_a_majority_a_client_that_asked_for_more_finds_nobody()
    {
        await using var ensemble = await ZkEnsemble.StartAsync(new() { ReadOnlyMode = true }, cancellationToken: Cancel);
        await ensemble.Members[0].StopAsync(Cancel);
        await ensemble.Members[1].StopAsync(Cancel);
        var options = Options(ensemble.ConnectionString) with { ConnectTimeout = TimeSpan.FromSeconds(1) };
        Assert.Equal(ErrorCode.ConnectionLoss, (await Assert.ThrowsAsync<ZkException>(() => ZkClient.ConnectAsync(options, Cancel).AsTask())).Code);
    }

    [Fact]
    public async Task Watches_hear_what_happens_while_their_client_changes_members_and_after()
    {
        await using var ensemble = await ZkEnsemble.StartAsync(new(), cancellationToken: Cancel);
        await using var client = await ConnectAsync(ensemble);
        await using var other = await ConnectAsync(ensemble);
        await client.CreateAsync("/w", cancellationToken: Cancel);
        var (_, once) = await client.GetDataAndWatchAsync("/w", Cancel);
        await using var always = await client.WatchAsync("/w", AddWatchMode.PersistentRecursive, Cancel);

        var failing = await MemberOfAsync(ensemble, client);
        await failing.StopAsync(Cancel);
        await RetryAsync(() => other.SetDataAsync("/w", "x"u8.ToArray(), cancellationToken: Cancel));
        Assert.Equal(WatchEventType.DataChanged, (await once.Fired(Cancel)).Type);
        await UntilAsync(client, () => client.Status.State == SessionState.Connected, "it is connected elsewhere");
        await RetryAsync(() => other.CreateAsync("/w/child", cancellationToken: Cancel));
        await foreach (var happened in always.ReadAllAsync(Cancel))
            if (happened is { Type: WatchEventType.Created, Path: "/w/child" })
                break;
    }

    [Fact]
    public async Task Members_join_and_leave_by_a_clients_word_and_it_goes_on_with_those_that_are_there()
    {
        await using var ensemble = await ZkEnsemble.StartAsync(new() { ReconfigEnabled = true, SuperDigest = "super:lK75jTNcA+U9vtVEw5vB51mj/w4=" }, cancellationToken: Cancel);
        await using var client = await ConnectAsync(ensemble, auth: AuthInfo.Digest("super", "secret"));
        var session = client.SessionId;
        var port = FreePort.Next();
        var joined = await client.ReconfigAsync($"server.4=127.0.0.1:2999:3999;127.0.0.1:{port}", null, cancellationToken: Cancel);
        Assert.Contains($"server.4=127.0.0.1:2999:3999:participant;127.0.0.1:{port}\n", Encoding.UTF8.GetString(joined.Data!), StringComparison.Ordinal);
        await Eventually.Async(() => ensemble.Members is [.., { Id: 4, State: ZkMemberState.Follower }], "server.4 follows", Cancel);

        client.UpdateServers([new("127.0.0.1", port)]);
        await UntilAsync(client, () => client.Server == $"127.0.0.1:{port}" && client.Status.State == SessionState.Connected, "it is connected to server.4");
        Assert.Equal(session, client.SessionId);

        client.UpdateServers(ConnectionString.Parse(ensemble.ConnectionString).Servers);
        var left = await RetryAsync(() => client.ReconfigAsync(null, "4", cancellationToken: Cancel));
        Assert.DoesNotContain("server.4=", Encoding.UTF8.GetString(left.Data!), StringComparison.Ordinal);
        await UntilAsync(client, () => client.Server != $"127.0.0.1:{port}" && client.Status.State == SessionState.Connected, "it is connected to one that is left");
        Assert.Equal(session, client.SessionId);
        Assert.Equal(left.Data, (await RetryAsync(() => client.GetConfigAsync(Cancel))).Data);
        Assert.Equal(3, ensemble.Members.Count);

        var all = await RetryAsync(() => client.ReconfigAsync($"server.1=127.0.0.1:1:2;{ensemble.Members[0].ConnectionString},server.2=127.0.0.1:3:4;{ensemble.Members[1].ConnectionString}", cancellationToken: Cancel));
        await Eventually.Async(() => ensemble.Members.Count == 2 && ensemble.Leader?.Id == 2, "server.3 has left, and server.2 leads", Cancel);
        Assert.Equal(2, Encoding.UTF8.GetString(all.Data!).Split('\n').Count(line => line.StartsWith("server.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_alone_knows_of_no_reconfiguration()
    {
        await using (var server = await ZkServer.StartAsync(new(), Cancel))
            Assert.Equal(ErrorCode.ReconfigDisabled, await ReconfigureAsync(server.ConnectionString));
        await using (var server = await ZkServer.StartAsync(new() { ReconfigEnabled = true }, Cancel))
            Assert.Equal(ErrorCode.Unimplemented, await ReconfigureAsync(server.ConnectionString));
    }

    [Fact]
    public async Task Java_alone_knows_of_no_reconfiguration_either()
    {
        if (ZooKeeperHome.All is not [var home, ..])
        {
            Assert.Skip(ZooKeeperHome.SkipReason);
            return;
        }
        await using (var server = await ApacheServer.StartAsync(home, cancellationToken: Cancel))
            Assert.Equal(ErrorCode.ReconfigDisabled, await ReconfigureAsync(server.ConnectionString));
        await using (var server = await ApacheServer.StartAsync(home, new() { Config = ["reconfigEnabled=true"] }, Cancel))
            Assert.Equal(ErrorCode.Unimplemented, await ReconfigureAsync(server.ConnectionString));
    }

    private static async Task<ErrorCode> ReconfigureAsync(string server)
    {
        await using var client = await ZkClient.ConnectAsync(Options(server), Cancel);
        return (await Assert.ThrowsAsync<ZkException>(() => client.ReconfigAsync("server.2=127.0.0.1:1:2;3", null, cancellationToken: Cancel).AsTask())).Code;
    }

    private static async Task<List<string>> WriteAsync(ZkClient client, CancellationToken enough)
    {
        var acknowledged = new List<string>();
        for (var i = 0; !enough.IsCancellationRequested; i++)
            try
            {
                await client.CreateAsync($"/n{i}", cancellationToken: Cancel);
                acknowledged.Add($"n{i}");
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
            {
                // It may be there or not.
            }
        return acknowledged;
    }

    private static async Task<ZkEnsembleMember> MemberOfAsync(ZkEnsemble ensemble, ZkClient client)
    {
        ZkEnsembleMember? member = null;
        await UntilAsync(client, () => (member = ensemble.Members.FirstOrDefault(candidate => candidate.ConnectionString == client.Server)) is not null, "it is connected");
        return member!;
    }

    private static Task<ZkClient> ConnectAsync(ZkEnsemble ensemble, bool readOnly = false, AuthInfo? auth = null) =>
        ZkClient.ConnectAsync(Options(ensemble.ConnectionString) with { ReadOnly = readOnly, Auth = auth is null ? [] : [auth] }, Cancel).AsTask();

    private static ZkClientOptions Options(string servers) => new()
    {
        ConnectionString = ConnectionString.Parse(servers),
        SessionTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = Patience,
        LearnServerVersion = false,
    };

    private static async Task UntilAsync(ZkClient client, Func<bool> condition, string what)
    {
        try
        {
            await Eventually.Async(_ => Task.FromResult(condition()), Patience, what, Cancel);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message} It is {client.Status.State}, at {client.Server ?? "no server"}.", exception);
        }
    }

    private static async Task<T> RetryAsync<T>(Func<ValueTask<T>> action)
    {
        while (true)
            try
            {
                return await action();
            }
            catch (ZkException exception) when (exception.Code == ErrorCode.ConnectionLoss)
            {
                // Its member has gone; the next finds another.
            }
    }
}
