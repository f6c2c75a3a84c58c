using FlinkZk.Client;
using FlinkZk.Clusters.Ha;

namespace FlinkZk.Clusters.Http;

/// <summary>The REST servers of a cluster: a list, or whoever leads according to ZooKeeper.</summary>
public abstract class FlinkEndpoints
{
    private Answered? _last;

    private protected FlinkEndpoints()
    {
    }

    /// <summary>The server that answered last; null before the first answer.</summary>
    public Uri? LastAddress => Volatile.Read(ref _last)?.Address;

    /// <summary>When it did.</summary>
    public DateTimeOffset? LastAnswer => Volatile.Read(ref _last)?.Time;

    /// <summary>Those of a list: the next is tried when one cannot be reached, for every JobManager answers for the leader.</summary>
    /// <param name="addresses">At least one, each http or https.</param>
    /// <exception cref="ArgumentException">None is given, or one is not of http or https, or has a query.</exception>
    public static FlinkEndpoints Of(IEnumerable<Uri> addresses) => new ListedEndpoints(addresses);

    /// <summary>Whoever leads, as the cluster's high-availability data say at each request.</summary>
    /// <param name="client">The session.</param>
    /// <param name="paths">The cluster.</param>
    public static FlinkEndpoints LeaderOf(ZkClient client, HaPaths paths) => new LeaderEndpoints(client, paths);

    /// <summary>One has answered, and led.</summary>
    internal void Remember(FlinkEndpoint endpoint, DateTimeOffset time) => Volatile.Write(ref _last, new(endpoint.Address, time));

    /// <summary>Where the next try goes; null while nobody leads.</summary>
    internal abstract ValueTask<FlinkEndpoint?> NextAsync(CancellationToken cancellationToken);

    /// <summary>What helps against a problem where servers are found in this way; null for what helps in general.</summary>
    internal virtual string? Hint(FlinkProblem problem) => null;

    /// <summary>One could not be reached.</summary>
    internal abstract void Failed(FlinkEndpoint endpoint);

    /// <summary>Whether it still leads: one that lost the leadership goes on answering for a moment, with old content.</summary>
    internal abstract ValueTask<bool> IsCurrentAsync(FlinkEndpoint endpoint, CancellationToken cancellationToken);

    private sealed record Answered(Uri Address, DateTimeOffset Time);
}
