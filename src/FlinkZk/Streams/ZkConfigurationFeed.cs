using FlinkZk.Coordination;
using FlinkZk.Streams.Configuration;
using CoordinationSnapshot = FlinkZk.Coordination.ConfigurationSnapshot;
using StreamSnapshot = FlinkZk.Streams.Configuration.ConfigurationSnapshot;

namespace FlinkZk;

/// <summary>
/// A job's configuration in ZooKeeper as the feed of a stream. Who changes the configuration through the stream's own session, perhaps further down the
/// same pipeline, finds the change in the very next batch; other people's changes come as soon as ZooKeeper tells of them.
/// </summary>
internal sealed class ZkConfigurationFeed : IConfigurationFeed, IAsyncDisposable
{
    // The event is on its way already; without it (a connection just lost) the stream goes on with what it has.
    private static readonly TimeSpan OwnChangeDeadline = TimeSpan.FromSeconds(1);

    private readonly ZkSession _session;
    private readonly ConfigurationFeed _feed;
    private readonly ManualResetEventSlim _changed = new();
    private CoordinationSnapshot? _seen;
    private StreamSnapshot _current = StreamSnapshot.Empty;

    private ZkConfigurationFeed(ZkSession session, string job, ConfigurationFeed feed)
    {
        Job = job;
        _session = session;
        _feed = feed;
        _feed.Changed += (_, _) => _changed.Set();
    }

    /// <inheritdoc/>
    public StreamSnapshot Current
    {
        get
        {
            var newest = Newest();
            if (!ReferenceEquals(newest, _seen))
            {
                _current = new StreamSnapshot(newest.Revision, newest.Effective.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal));
                _seen = newest;
            }
            return _current;
        }
    }

    /// <summary>Whose configuration it follows.</summary>
    public string Job { get; }

    /// <summary>Whether the job has values of its own, not only defaults.</summary>
    public bool IsConfigured => _feed.Current.Effective.Any(value => value.Job is not null);

    /// <summary>Values that cannot be read: the stream has none for their keys.</summary>
    public IReadOnlyList<ConfigurationFailure> Unread => _feed.Current.Failures;

    /// <summary>Why the feed follows no more; null while it does.</summary>
    public Exception? Failure => _feed.Failure;

    public static async ValueTask<ZkConfigurationFeed> StartAsync(ZkSession session, string job, CancellationToken cancellationToken) =>
        new(session, job, await ConfigurationFeed.StartAsync(session.Configuration, job, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync().ConfigureAwait(false);
        _changed.Dispose();
    }

    private CoordinationSnapshot Newest()
    {
        if (_feed.Current.Revision >= _session.OwnRevision || _feed.Failure is not null)
            return _feed.Current;
        _changed.Reset();
        if (_feed.Current.Revision < _session.OwnRevision)
            _changed.Wait(OwnChangeDeadline);
        return _feed.Current;
    }
}
