using FlinkZk.Clusters.Http;

namespace FlinkZk.Clusters.Rest;

/// <summary>
/// Has Flink fetch metrics before they are read: it does so only when it is asked, at most every ten seconds, and answers with what it has meanwhile, which may be of an hour
/// ago (MetricFetcherImpl). So it is asked once, and then for what is wanted.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="ask">Asks for a metric, whichever.</param>
internal sealed class MetricFreshness(TimeProvider time, Func<CancellationToken, Task> ask)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // TaskManagers answer within a few milliseconds.
    private static readonly TimeSpan Fetching = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private Task _fetched = Task.CompletedTask;
    private long? _asked;

    /// <summary>Waits until metrics are as fresh as Flink has them.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_fetched.IsFaulted || _fetched.IsCanceled || _asked is not { } asked || time.GetElapsedTime(asked) > Fresh)
            {
                _asked = time.GetTimestamp();
                _fetched = FetchAsync();
            }
            return _fetched.WaitAsync(cancellationToken);
        }
    }

    // Of all who wait: it does not end with one of them.
    private async Task FetchAsync()
    {
        try
        {
            await ask(CancellationToken.None).ConfigureAwait(false);
        }
        catch (FlinkException e) when (!e.IsTransient)
        {
            // It has no such metric, and was asked all the same.
        }
        await Task.Delay(Fetching, time).ConfigureAwait(false);
    }
}
