namespace FlinkZk.Wire;

/// <summary>Cancelled when a time is over, or when something else is. Which of the two it was <see cref="IsOver"/> tells.</summary>
public sealed class Deadline : IDisposable
{
    private readonly CancellationToken _other;
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _either;

    /// <summary>Begins to wait.</summary>
    /// <param name="after">When the time is over. More than 49 days, which no timer knows, means never, as <see cref="Timeout.InfiniteTimeSpan"/> does.</param>
    /// <param name="time">The clock.</param>
    /// <param name="other">What else ends the wait.</param>
    public Deadline(TimeSpan after, TimeProvider time, CancellationToken other = default)
    {
        _other = other;
        _time = new(after.TotalMilliseconds < uint.MaxValue ? after : Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, other);
    }

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether it was the time that ended it, and nothing else.</summary>
    public bool IsOver => _time.IsCancellationRequested && !_other.IsCancellationRequested;

    /// <summary>Ends the wait; the token stays as it is.</summary>
    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
    }
}
