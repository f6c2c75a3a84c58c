namespace FlinkZk.Clusters.Http;

/// <summary>When the leader changed last, as far as requests have seen it.</summary>
internal sealed class LeaderChanges(TimeProvider time)
{
    private readonly object _gate = new();
    private Guid? _grant;
    private long? _changed;

    /// <summary>How long ago; very long where none was seen.</summary>
    public TimeSpan SinceLast
    {
        get
        {
            lock (_gate)
                return _changed is { } changed ? time.GetElapsedTime(changed) : TimeSpan.MaxValue;
        }
    }

    /// <summary>A request goes to this one.</summary>
    public void Saw(FlinkEndpoint? endpoint)
    {
        if (endpoint?.Grant is not { } grant)
            return;
        lock (_gate)
        {
            if (_grant is { } last && last != grant)
            {
                _changed = time.GetTimestamp();
                FlinkTelemetry.Changed();
            }
            _grant = grant;
        }
    }
}
