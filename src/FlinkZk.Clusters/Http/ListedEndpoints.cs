using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Http;

/// <summary>The addresses that somebody gave; one that answers is kept.</summary>
internal sealed class ListedEndpoints : FlinkEndpoints
{
    private readonly FlinkEndpoint[] _all;
    private int _current;

    public ListedEndpoints(IEnumerable<Uri> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        _all = [.. addresses.Select(address => new FlinkEndpoint(Checked(address), null))];
        if (_all.Length == 0)
            throw new ArgumentException("No address of a Flink REST server is given.", nameof(addresses));
    }

    public FlinkEndpoint? At(Uri address) => Array.Find(_all, endpoint => endpoint.Address == address);

    internal override ValueTask<FlinkEndpoint?> NextAsync(CancellationToken cancellationToken) => new(_all[Volatile.Read(ref _current)]);

    // Several requests may fail at one address at the same time: together they go one on.
    internal override void Failed(FlinkEndpoint endpoint)
    {
        var current = Volatile.Read(ref _current);
        if (ReferenceEquals(_all[current], endpoint))
            Interlocked.CompareExchange(ref _current, (current + 1) % _all.Length, current);
    }

    internal override ValueTask<bool> IsCurrentAsync(FlinkEndpoint endpoint, CancellationToken cancellationToken) => new(true);

    /// <summary>The address with a slash at its end: what lies behind a proxy may have a path in front.</summary>
    public static Uri Checked(Uri address) => RestAddress.IsWell(address)
        ? new(address.AbsoluteUri.TrimEnd('/') + "/")
        : throw new ArgumentException($"'{RestAddress.Shown(address.OriginalString)}' is no address of a Flink REST server: it reads http://host:8081, or https://host/path, without a user or a query.", nameof(address));
}
