using System.Net;

namespace FlinkZk.Client;

/// <summary>
/// Which server is tried next. Each round goes through all servers in a new random order, so that clients spread; after a round without success comes a
/// pause. Names are resolved for each attempt: an address may have changed, and a name that does not resolve now may do so later.
/// </summary>
internal sealed class ServerList
{
    private readonly Random _random;
    private readonly Backoff _backoff;
    private volatile ServerAddress[] _servers;   // anyone, replaced as a whole
    private ServerAddress[] _round = [];         // session only
    private ServerAddress[] _roundOf = [];       // session only; what the round is a shuffle of
    private int _next;                           // session only
    private bool _firstRound = true;             // session only
    private volatile ServerAddress[] _preferred = [];   // anyone, replaced as a whole

    public ServerList(IReadOnlyList<ServerAddress> servers, Random random)
    {
        (_servers, _random, _backoff) = ([.. servers], random, new(random));
    }

    public IReadOnlyList<ServerAddress> Servers => _servers;

    /// <summary>Other servers from the next attempt on.</summary>
    public void Replace(IReadOnlyList<ServerAddress> servers) => _servers = [.. servers];

    /// <summary>A server to try before all others.</summary>
    public void Prefer(ServerAddress server) => _preferred = [server];

    /// <summary>A connection was good for a while: the next attempts need no pause.</summary>
    public void Succeeded()
    {
        _backoff.Reset();
        _next = _round.Length;
        _firstRound = true;
    }

    /// <summary>The next server to try, and how long to wait before.</summary>
    public (ServerAddress Server, TimeSpan Pause) Next()
    {
        if (_preferred is [var preferred])
        {
            _preferred = [];
            return (preferred, TimeSpan.Zero);
        }

        var (pause, servers) = (TimeSpan.Zero, _servers);
        if (_next >= _round.Length || servers != _roundOf)
        {
            // None of a new list has failed yet.
            pause = _firstRound || servers != _roundOf ? TimeSpan.Zero : _backoff.Next();
            _firstRound = false;
            _roundOf = servers;
            _round = [.. servers];
            _random.Shuffle(_round);
            _next = 0;
        }
        return (_round[_next++], pause);
    }

    /// <summary>The addresses of a server; never empty.</summary>
    public static async Task<IPEndPoint[]> ResolveAsync(ServerAddress server, ZkClientOptions options, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(server.Host, out var literal))
            return [new(literal, server.Port)];
        var addresses = await options.Resolve(server.Host, cancellation).ConfigureAwait(false);
        return addresses.Length > 0
            ? Array.ConvertAll(addresses, address => new IPEndPoint(address, server.Port))
            : throw new IOException($"the name '{server.Host}' has no address");
    }
}
