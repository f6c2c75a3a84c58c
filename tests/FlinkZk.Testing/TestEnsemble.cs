using System.Globalization;

namespace FlinkZk.Testing;

/// <summary>An ensemble of Apache ZooKeeper servers on loopback, whose members can be killed and started again.</summary>
public sealed class TestEnsemble : IAsyncDisposable
{
    private readonly IReadOnlyList<FaultProxy> _links;

    private TestEnsemble(IReadOnlyList<ApacheServer> members, IReadOnlyList<FaultProxy>? links = null) => (Members, _links) = (members, links ?? []);

    /// <summary>The members, in the order of their numbers, which begin at 1.</summary>
    public IReadOnlyList<ApacheServer> Members { get; }

    /// <summary>All members.</summary>
    public string ConnectionString => string.Join(',', Members.Select(member => member.ConnectionString));

    /// <summary>Starts an ensemble and waits until every member answers, which it does once there is a leader.</summary>
    public static async Task<TestEnsemble> StartAsync(ZooKeeperHome home, int size = 3, ApacheServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] peers = [.. Enumerable.Range(1, size).Select(id => string.Create(CultureInfo.InvariantCulture, $"server.{id}=127.0.0.1:{FreePort.Next()}:{FreePort.Next()}"))];
        options ??= new();
        options = options with { Config = [.. options.Config, "initLimit=20", "syncLimit=10", .. peers] };
        var starting = Enumerable.Range(1, size).Select(id => ApacheServer.StartAsync(home, options with { Id = id }, cancellationToken)).ToArray();
        try
        {
            return new(await Task.WhenAll(starting));
        }
        catch
        {
            foreach (var started in starting.Where(task => task.IsCompletedSuccessfully))
                await started.Result.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// An ensemble whose last member follows its leader over a link that can be made to fail (<see cref="StallLinks"/>). It is started when the others have a leader
    /// already, and its own list names proxies before the others' quorum ports.
    /// </summary>
    public static async Task<TestEnsemble> StartWithFailingLinkAsync(ZooKeeperHome home, ApacheServerOptions options, CancellationToken cancellationToken = default)
    {
        var ports = Enumerable.Range(1, 3).Select(id => (Id: id, Quorum: FreePort.Next(), Election: FreePort.Next())).ToArray();
        var links = ports.Take(2).Select(peer => new FaultProxy(peer.Quorum)).ToArray();
        string Peer(int id, int quorum, int election) => string.Create(CultureInfo.InvariantCulture, $"server.{id}=127.0.0.1:{quorum}:{election}");
        string[] direct = [.. ports.Select(peer => Peer(peer.Id, peer.Quorum, peer.Election))];
        string[] linked = [.. ports.Select((peer, i) => Peer(peer.Id, i < links.Length ? links[i].Port : peer.Quorum, peer.Election))];
        Task<ApacheServer> StartMemberAsync(int id, string[] peers) => ApacheServer.StartAsync(home, options with { Id = id, Config = [.. options.Config, .. peers] }, cancellationToken);
        var members = await Task.WhenAll(StartMemberAsync(1, direct), StartMemberAsync(2, direct));
        try
        {
            return new([.. members, await StartMemberAsync(3, linked)], links);
        }
        catch
        {
            await new TestEnsemble(members, links).DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the last member and its leader hear of each other no more, though their connection stays open.</summary>
    public void StallLinks(bool stalled)
    {
        foreach (var link in _links)
            link.Stalls = stalled;
    }

    /// <summary>The member that listens on a port.</summary>
    public ApacheServer MemberAt(string address) => Members.Single(member => member.ConnectionString == address);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members)
            await member.DisposeAsync();
        foreach (var link in _links)
            await link.DisposeAsync();
    }
}
