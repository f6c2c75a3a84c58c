namespace FlinkZk;

/// <summary>Locks that a cmdlet holds together. Those that it has not handed over are given back, however it ends.</summary>
/// <param name="locks">The locks, in the order in which they were asked for.</param>
internal sealed class TakenLocks(IReadOnlyList<FlinkJobLock> locks) : IDisposable
{
    private int _handedOver;

    /// <summary>What <c>$_</c> is under these locks.</summary>
    public object Underscore => locks is [var only] ? only : locks.ToArray();

    /// <summary>One that was lost, if any was.</summary>
    public FlinkJobLock? FirstLost => locks.FirstOrDefault(held => held.Lost.IsCancellationRequested);

    /// <summary>The jobs whose locks are given back already.</summary>
    public string[] GivenBack => [.. locks.Where(held => held.State == FlinkJobLockState.Released).Select(held => held.Job)];

    /// <summary>Gives them to the caller, whose affair they are then. One that the pipeline does not take any more is given back.</summary>
    public void HandOver(Action<object> write)
    {
        foreach (var held in locks)
        {
            _handedOver++;
            write(held);
        }
    }

    /// <summary>Tells of each that is lost.</summary>
    public IDisposable WhenLost(Action<FlinkJobLock> tell) => new Registrations([.. locks.Select(held => held.Lost.Register(() => tell(held)))]);

    // Not with the stop token: after Ctrl+C they must go all the same. A release is bounded by its session's end; for what is lost already nobody waits so long.
    public void Dispose()
    {
        var releasing = locks.Skip(_handedOver).Select(held => (held.Lost.IsCancellationRequested, Release: Task.Run(() => held.ReleaseAsync(CancellationToken.None).AsTask()))).ToArray();
        Task.WhenAll(releasing.Where(one => !one.IsCancellationRequested).Select(one => one.Release)).GetAwaiter().GetResult();
    }

    private sealed class Registrations(CancellationTokenRegistration[] registrations) : IDisposable
    {
        public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());
    }
}
