namespace FlinkZk.Client;

/// <summary>The latest state and who waits for the next. A level, not a queue: no observer is so slow that a loss could fall out.</summary>
internal sealed class StatusBoard
{
    private readonly object _gate = new();
    private SessionStatus _current = new(SessionState.Connecting, 0);   // gate
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);   // gate

    public SessionStatus Current
    {
        get
        {
            lock (_gate)
                return _current;
        }
    }

    /// <summary>Says the new state. A state that is final stays.</summary>
    public void Publish(SessionState state)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_current.State == state || _current.IsLost)
                return;
            _current = new(state, _current.Version + 1);
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        changed.SetResult();
    }

    /// <summary>Waits until there is something newer than <paramref name="seenVersion"/>.</summary>
    public async ValueTask<SessionStatus> WaitAsync(long seenVersion, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_current.Version > seenVersion)
                    return _current;
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }
}
