namespace FlinkZk.Server.Diagnostics;

/// <summary>How much was received and sent a second, over the last five: looked at once a second, so that counting itself costs nothing.</summary>
internal sealed class RateMeter(RequestStatistics statistics, TimeProvider time) : IAsyncDisposable
{
    private const int Looks = 6;
    private readonly Queue<(long At, long Received, long Sent)> _looks = new();
    private ITimer? _timer;

    public void Start()
    {
        Look();
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Requests received, and answers and events sent, a second.</summary>
    public (double Received, double Sent) Rates
    {
        get
        {
            lock (_looks)
            {
                if (_looks.Count < 2)
                    return (0, 0);
                var (first, last) = (_looks.Peek(), _looks.Last());
                var seconds = time.GetElapsedTime(first.At, last.At).TotalSeconds;
                // Counts that began anew in between (srst) say nothing.
                return seconds <= 0 || last.Received < first.Received || last.Sent < first.Sent
                    ? (0, 0)
                    : ((last.Received - first.Received) / seconds, (last.Sent - first.Sent) / seconds);
            }
        }
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Look()
    {
        lock (_looks)
        {
            if (_looks.Count == Looks)
                _looks.Dequeue();
            _looks.Enqueue((time.GetTimestamp(), statistics.Received, statistics.Sent));
        }
    }
}
