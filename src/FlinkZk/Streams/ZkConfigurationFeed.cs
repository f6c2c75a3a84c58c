using FlinkZk.Coordination;
using FlinkZk.Streams.Configuration;
using CoordinationSnapshot = FlinkZk.Coordination.ConfigurationSnapshot;
using StreamSnapshot = FlinkZk.Streams.Configuration.ConfigurationSnapshot;

namespace FlinkZk;

/// <summary>A job's configuration in ZooKeeper as the feed of a stream.</summary>
/// <param name="feed">Follows the configuration.</param>
internal sealed class ZkConfigurationFeed(ConfigurationFeed feed) : IConfigurationFeed, IAsyncDisposable
{
    private CoordinationSnapshot? _seen;
    private StreamSnapshot _current = StreamSnapshot.Empty;

    /// <inheritdoc/>
    public StreamSnapshot Current
    {
        get
        {
            var newest = feed.Current;
            if (!ReferenceEquals(newest, _seen))
            {
                _current = new StreamSnapshot(newest.Revision, newest.Effective.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal));
                _seen = newest;
            }
            return _current;
        }
    }

    /// <summary>Why the feed follows no more; null while it does.</summary>
    public Exception? Failure => feed.Failure;

    public static async ValueTask<ZkConfigurationFeed> StartAsync(ZkSession session, string job, CancellationToken cancellationToken) =>
        new(await ConfigurationFeed.StartAsync(session.Configuration, job, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => feed.DisposeAsync();
}
