using FlinkZk.Server.Ensemble;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Options;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests;

/// <summary>Who leads, who serves, and what becomes of clients and data when members go and come.</summary>
public sealed class EnsembleTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("flinkzk-ensemble-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_highest_number_leads_and_the_others_follow()
    {
        await using var ensemble = await StartAsync();
        Assert.Equal([ZkMemberState.Follower, ZkMemberState.Follower, ZkMemberState.Leader], ensemble.States());
        Assert.Contains("Mode: follower\n", await FourLetterWord.AskAsync(ensemble.Members[0].Port, "srvr", Cancel), StringComparison.Ordinal);
        Assert.Contains("Mode: leader\n", await FourLetterWord.AskAsync(ensemble.Members[2].Port, "srvr", Cancel), StringComparison.Ordinal);
        Assert.Equal(string.Join(',', ensemble.Members.Select(member => $"127.0.0.1:{member.Port}")), ensemble.ConnectionString);
    }

    [Fact]
    public async Task Leadership_moves_on_and_does_not_come_back_with_the_member()
    {
        await using var ensemble = await StartAsync();
        await ensemble.Members[2].StopAsync(Cancel);
        Assert.Equal([ZkMemberState.Follower, ZkMemberState.Leader, ZkMemberState.Stopped], ensemble.States());
        await ensemble.Members[2].StartAsync(Cancel);
        Assert.Equal([ZkMemberState.Follower, ZkMemberState.Leader, ZkMemberState.Follower], ensemble.States());
        Assert.Same(ensemble.Members[1], ensemble.Leader);
    }

    [Fact]
    public async Task A_change_of_leaders_leaves_connections_at_other_members_alone()
    {
        await using var ensemble = await StartAsync();
        await using var client = await ensemble.ConnectAsync(0);
        await ensemble.Members[2].StopAsync(Cancel);
        Assert.Equal("/a", await client.CreateAsync("/a"));
    }

    [Fact]
    public async Task A_session_and_its_nodes_outlive_the_member_that_it_was_connected_to()
    {
        await using var ensemble = await StartAsync();
        await using var before = await ensemble.ConnectAsync(1);
        await before.CreateAsync("/e", mode: CreateMode.Ephemeral);
        await ensemble.Members[1].StopAsync(Cancel);
        Assert.True(await before.IsClosedByServerAsync());
        await using var after = await ensemble.RenewAsync(0, before);
        Assert.Equal(before.Session.SessionId, after.Session.SessionId);
        Assert.Equal(before.Session.SessionId, (await after.StatAsync("/e")).EphemeralOwner);
    }

    [Fact]
    public async Task A_watch_hears_of_a_write_at_another_member()
    {
        await using var ensemble = await StartAsync();
        await using var watcher = await ensemble.ConnectAsync(0);
        await using var writer = await ensemble.ConnectAsync(2);
        await writer.CreateAsync("/w");
        await watcher.GetAsync("/w", watch: true);
        await writer.SetAsync("/w", "x");
        Assert.Equal((WatchEventType.DataChanged, "/w"), await watcher.ReadEventAsync() is var (type, path, _) ? (type, path) : default);
    }

    [Fact]
    public async Task Without_a_majority_nobody_serves_and_words_say_so()
    {
        await using var ensemble = await StartAsync();
        await using var client = await ensemble.ConnectAsync(0);
        await ensemble.Members[1].CutOffAsync(Cancel);
        Assert.Equal([ZkMemberState.Follower, ZkMemberState.Looking, ZkMemberState.Leader], ensemble.States());
        await ensemble.Members[2].StopAsync(Cancel);
        Assert.Equal([ZkMemberState.Looking, ZkMemberState.Looking, ZkMemberState.Stopped], ensemble.States());
        Assert.Null(ensemble.Leader);
        Assert.True(await client.IsClosedByServerAsync());
        await using var refused = await RawClient.OpenAsync(ensemble.Members[0].Port);
        await refused.SendAsync(new ConnectRequest(0, 0, 10_000, 0, new byte[16], true));
        await Assert.ThrowsAnyAsync<IOException>(refused.ReadFrameAsync);
        foreach (var word in new[] { "srvr", "stat", "mntr", "cons", "conf", "dump", "wchs" })
            Assert.Equal("This ZooKeeper instance is not currently serving requests\n", await FourLetterWord.AskAsync(ensemble.Members[0].Port, word, Cancel));
        Assert.Equal("imok", await FourLetterWord.AskAsync(ensemble.Members[0].Port, "ruok", Cancel));
        Assert.Equal("null", await FourLetterWord.AskAsync(ensemble.Members[0].Port, "isro", Cancel));
    }

    [Fact]
    public async Task With_the_majority_back_sessions_go_on()
    {
        await using var ensemble = await StartAsync();
        await using var before = await ensemble.ConnectAsync(0);
        await before.CreateAsync("/e", mode: CreateMode.Ephemeral);
        await ensemble.Members[1].CutOffAsync(Cancel);
        await ensemble.Members[2].CutOffAsync(Cancel);
        await ensemble.Members[1].RejoinAsync(Cancel);
        Assert.Equal([ZkMemberState.Follower, ZkMemberState.Leader, ZkMemberState.Looking], ensemble.States());
        Assert.True(ensemble.Members[2].IsCutOff);
        await using var after = await ensemble.RenewAsync(1, before);
        Assert.Equal(before.Session.SessionId, (await after.StatAsync("/e")).EphemeralOwner);
    }

    [Fact]
    public async Task No_session_expires_while_nobody_could_renew_it()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var ensemble = await StartAsync(new() { TimeProvider = time });
        await using var before = await ensemble.ConnectAsync(0, timeout: 4_000);
        foreach (var member in ensemble.Members)
            await member.CutOffAsync(Cancel);
        time.Advance(TimeSpan.FromMinutes(5));
        foreach (var member in ensemble.Members)
            await member.RejoinAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(3));
        await using var after = await ensemble.RenewAsync(2, before);
        Assert.Equal(before.Session.SessionId, after.Session.SessionId);
    }

    [Fact]
    public async Task A_stopped_member_refuses_connections_and_keeps_its_port()
    {
        await using var ensemble = await StartAsync();
        var member = ensemble.Members[0];
        var port = member.Port;
        await member.StopAsync(Cancel);
        Assert.Null(member.Statistics);
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => RawClient.OpenAsync(port));
        await member.StartAsync(Cancel);
        Assert.Equal(port, member.Port);
        await using var client = await ensemble.ConnectAsync(0);
        Assert.Equal(1, member.Statistics!.Connections);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart_of_the_whole_ensemble()
    {
        long session;
        byte[]? password;
        string addresses;
        await using (var first = await StartAsync(new() { DataPath = _path }))
        {
            addresses = first.ConnectionString;
            await using var client = await first.ConnectAsync(0);
            (session, password) = (client.Session.SessionId, client.Session.Password);
            await client.CreateAsync("/e", "x", CreateMode.Ephemeral);
        }
        await using var second = await StartAsync(new() { DataPath = _path });
        Assert.Equal(addresses, second.ConnectionString);
        await using var again = await RawClient.ConnectAsync(second.Members[2].Port, session: session, password: password);
        Assert.Equal(session, (await again.StatAsync("/e")).EphemeralOwner);
    }

    [Fact]
    public async Task Counts_of_watches_and_connections_are_each_members_own()
    {
        await using var ensemble = await StartAsync();
        await using var client = await ensemble.ConnectAsync(0);
        await client.ExistsAsync("/", watch: true);
        Assert.Equal((1, 1), ensemble.Members[0].Statistics is { } here ? (here.Watches, here.Connections) : default);
        Assert.Equal((0, 0), ensemble.Members[1].Statistics is { } there ? (there.Watches, there.Connections) : default);
        Assert.Equal("0 connections watching 0 paths\nTotal watches:0\n", await FourLetterWord.AskAsync(ensemble.Members[1].Port, "wchs", Cancel));
    }

    [Fact]
    public async Task Each_member_has_a_port_for_TLS_and_keeps_it()
    {
        using var certificates = new TestCertificates();
        await using var ensemble = await StartAsync(new() { SecurePort = 0, Tls = new() { CertificatePath = certificates.NewPem("zookeeper"), CaPath = certificates.CaPath } });
        var ports = ensemble.Members.Select(member => member.SecurePort).ToList();
        Assert.Equal(3, ports.OfType<int>().Distinct().Count());
        await ensemble.Members[1].StopAsync(Cancel);
        await ensemble.Members[1].StartAsync(Cancel);
        Assert.Equal(ports, ensemble.Members.Select(member => member.SecurePort));
        Assert.Contains($"secureClientPort={ports[1]}\n", await FourLetterWord.AskAsync(ensemble.Members[1].Port, "conf", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_back_up_of_an_ensemble_is_a_server_s_too()
    {
        await using var ensemble = await StartAsync();
        await using var client = await ensemble.ConnectAsync(0);
        await client.CreateAsync("/a", "x");
        var (file, folder) = (Path.Combine(_path, "copy"), Path.Combine(_path, "restored"));
        await ensemble.BackUpAsync(file, Cancel);
        await ZkDataFolder.RestoreAsync(file, folder, Cancel);
        await using var server = await ZkServer.StartAsync(new() { DataPath = folder }, Cancel);
        await using var reader = await RawClient.ConnectAsync(server.Port);
        Assert.Equal("x"u8.ToArray(), (await reader.GetAsync("/a")).Read<GetDataResponse>().Data);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_and_those_before_it_are_given_back()
    {
        using var other = TakePortAboveFreeOne();
        var taken = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        await Assert.ThrowsAsync<ListenException>(() => StartAsync(new() { Port = taken - 1 }, size: 2));
        await using var alone = await StartAsync(new() { Port = taken - 1 }, size: 1);
        Assert.Equal(taken - 1, alone.Members[0].Port);
    }

    [Fact]
    public async Task A_stopped_ensemble_takes_no_orders()
    {
        var ensemble = await StartAsync();
        await ensemble.StopAsync(Cancel);
        Assert.All(ensemble.States(), state => Assert.Equal(ZkMemberState.Stopped, state));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ensemble.Members[0].StartAsync(Cancel).AsTask());
    }

    private static System.Net.Sockets.TcpListener TakePortAboveFreeOne()
    {
        while (true)
        {
            var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, FreePort.Next() + 1);
            try
            {
                listener.Start();
                return listener;
            }
            catch (System.Net.Sockets.SocketException)
            {
                listener.Dispose();
            }
        }
    }

    private static Task<ZkEnsemble> StartAsync(ZkServerOptions? options = null, int size = 3) => TestEnsembles.StartAsync(options, size);
}
