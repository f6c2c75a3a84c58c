namespace FlinkZk.Server.Memory;

/// <summary>Lets in so many bytes at once: who would be too much waits, in order, until others have left. One who is too much alone comes in alone.</summary>
internal sealed class ByteGate(long most)
{
    private readonly object _gate = new();
    private readonly Queue<(int Bytes, TaskCompletionSource Entered)> _waiting = new(); // gate
    private long _inside;
    private int _waiters;

    /// <summary>The most that is inside at once.</summary>
    public long Most => most;

    /// <summary>Bytes inside.</summary>
    public long Inside => Interlocked.Read(ref _inside);

    /// <summary>Enters at once, or not at all.</summary>
    public bool TryEnter(int bytes)
    {
        if (Volatile.Read(ref _waiters) > 0)
            return false;
        if (Fits(Interlocked.Add(ref _inside, bytes), bytes))
            return true;
        Leave(bytes);
        return false;
    }

    /// <summary>Enters as soon as there is room.</summary>
    public Task EnterAsync(int bytes)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue((bytes, entered));
            Interlocked.Increment(ref _waiters); // a fence: who leaves from here on looks here, and who has left before is seen below
            Admit();
        }
        return entered.Task;
    }

    public void Leave(int bytes)
    {
        Interlocked.Add(ref _inside, -bytes);
        if (Volatile.Read(ref _waiters) == 0)
            return;
        lock (_gate)
            Admit();
    }

    private bool Fits(long inside, int bytes) => inside <= most || inside == bytes;

    private void Admit()
    {
        while (_waiting.TryPeek(out var first))
        {
            if (!Fits(Interlocked.Add(ref _inside, first.Bytes), first.Bytes))
            {
                Interlocked.Add(ref _inside, -first.Bytes);
                return;
            }
            _waiting.Dequeue();
            Interlocked.Decrement(ref _waiters);
            first.Entered.SetResult();
        }
    }
}
