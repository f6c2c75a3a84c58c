namespace FlinkZk.Testing;

/// <summary>Waits for a condition with a deadline, in place of sleeping for a time that seems long enough.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(15);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public static Task Async(Func<bool> condition, string what, CancellationToken cancellationToken = default) =>
        Async(_ => Task.FromResult(condition()), Usual, what, cancellationToken);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public static Task Async(Func<CancellationToken, Task<bool>> condition, string what, CancellationToken cancellationToken = default) =>
        Async(condition, Usual, what, cancellationToken);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="deadline"/>.</exception>
    public static async Task Async(Func<CancellationToken, Task<bool>> condition, TimeSpan deadline, string what, CancellationToken cancellationToken = default)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition(cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(began) > deadline)
                throw new TimeoutException($"Not within {deadline.TotalSeconds:0} s: {what}.");
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
