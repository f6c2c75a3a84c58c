using FlinkZk.Client;

namespace FlinkZk.Coordination;

/// <summary>
/// Keeps the newest snapshot of a job's configuration at hand. One watch on the revision node is enough, because every change touches it.
/// </summary>
public sealed class ConfigurationFeed : IAsyncDisposable
{
    private readonly ConfigurationStore _store;
    private readonly string? _job;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private volatile ConfigurationSnapshot _current;
    private volatile Exception? _failure;

    private ConfigurationFeed(ConfigurationStore store, string? job, ConfigurationSnapshot first)
    {
        _store = store;
        _job = job;
        _current = first;
        _loop = Task.Run(FollowAsync);
    }

    /// <summary>The newest snapshot that was read; it stays at hand when the connection is lost.</summary>
    public ConfigurationSnapshot Current => _current;

    /// <summary>Why the feed ended, or null while it follows: then <see cref="Current"/> gets no newer any more.</summary>
    public Exception? Failure => _failure;

    /// <summary>
    /// Raised after <see cref="Current"/> has changed or the feed has failed, on a pool thread. The feed waits for its handlers; what they throw is theirs and stops
    /// nothing here.
    /// </summary>
    public event EventHandler? Changed;

    /// <summary>Reads the configuration and follows it from there on.</summary>
    /// <param name="store">The configuration.</param>
    /// <param name="job">The job, or null for the defaults alone.</param>
    /// <param name="cancellationToken">Ends the first reading.</param>
    public static async Task<ConfigurationFeed> StartAsync(ConfigurationStore store, string? job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new ConfigurationFeed(store, job, await store.ReadAsync(job, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var (stat, watch) = await _store.Client.ExistsAndWatchAsync(_store.Paths.Config, _stop.Token).ConfigureAwait(false);
                await using (watch)
                {
                    // The watch is armed before the values are read: a change in between is not missed.
                    if (stat is not null)
                        Publish(await _store.ReadNewerAsync(_job, _current, _stop.Token).ConfigureAwait(false));
                    await watch.Fired(_stop.Token).ConfigureAwait(false);
                }
            }
            catch (ZkException e) when (!e.IsSessionOver && e.Code == Wire.ErrorCode.ConnectionLoss)
            {
                // The next request waits for the connection.
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception e) when (e is ZkException or InvalidDataException or OperationCanceledException)
            {
                _failure = e;
                UserCode.Raise(Changed, this);
                return;
            }
        }
    }

    private void Publish(ConfigurationSnapshot snapshot)
    {
        // Another server may be behind the one asked before: revisions never go back, unless the configuration was deleted and begun anew.
        if (snapshot.Origin < _current.Origin || snapshot.Origin == _current.Origin && snapshot.Revision <= _current.Revision)
            return;
        // Before the first revision the node is only a parent of others: that it was made changes nothing.
        var changed = snapshot.Revision != 0 || _current.Revision != 0;
        _current = snapshot;
        if (changed)
            UserCode.Raise(Changed, this);
    }
}
