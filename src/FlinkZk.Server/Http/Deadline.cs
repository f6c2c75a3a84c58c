namespace FlinkZk.Server;

/// <summary>Cancelled when a time is over, or something else is.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan after, TimeProvider time, CancellationToken other)
    {
        _time = new(after, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, other);
    }

    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
    }
}
