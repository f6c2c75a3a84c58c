namespace FlinkZk.Client;

/// <summary>Jittered exponential back-off: each pause is drawn from the upper half of a span that doubles, so that a thousand clients do not come back in step.</summary>
internal sealed class Backoff(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _span = First;

    public void Reset() => _span = First;

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        var pause = _span * (0.5 + random.NextDouble() / 2);
        _span = _span * 2 < Longest ? _span * 2 : Longest;
        return pause;
    }
}
