using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace FlinkZk.Coordination;

/// <summary>
/// Follows the values that hold for a job: whole revisions, first the one that stands, then each that changes one of them. Who is slow gets the newest, never a row of old ones.
/// </summary>
public static class ConfigurationWatcher
{
    /// <summary>Follows until it is cancelled.</summary>
    /// <param name="store">The configuration.</param>
    /// <param name="job">The job; null for the defaults alone.</param>
    /// <param name="cancellationToken">Ends it, and leaves no watch.</param>
    /// <exception cref="Client.ZkException">The session is over.</exception>
    public static async IAsyncEnumerable<ConfigurationSnapshot> WatchAsync(ConfigurationStore store, string? job, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var feed = await ConfigurationFeed.StartAsync(store, job, cancellationToken).ConfigureAwait(false);
        await using (feed.ConfigureAwait(false))
        {
            var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
            feed.Changed += (_, _) => news.Writer.TryWrite(true);
            ConfigurationSnapshot? told = null;
            while (true)
            {
                var (failure, current) = (feed.Failure, feed.Current);
                if (told is null || !HoldsTheSame(told, current))
                {
                    told = current;
                    yield return current;
                }
                if (failure is not null)
                    ExceptionDispatchInfo.Throw(failure);
                await news.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool HoldsTheSame(ConfigurationSnapshot one, ConfigurationSnapshot other) =>
        one.Origin == other.Origin && Lines(one).SequenceEqual(Lines(other)) && one.Failures.Select(failure => failure.Path).SequenceEqual(other.Failures.Select(failure => failure.Path));

    private static IEnumerable<(string?, string, string)> Lines(ConfigurationSnapshot snapshot) =>
        snapshot.Effective.Select(value => (value.Job, value.Key, ConfigurationJson.Encode(value.Value, value.IsSecret)));
}
