namespace FlinkZk.Server.Memory;

/// <summary>
/// Gives memory back when a busy time is over: a process in which nothing is allocated collects nothing, and would keep for ever what its busiest hour took. Looked at every ten seconds.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="room">What clients make the server hold.</param>
internal sealed class MemoryTrim(TimeProvider time, StateRoom room) : IAsyncDisposable
{
    private const long QuicklyDone = 512L << 20;   // more on the heap, and everybody would wait for the collector
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TrimPolicy _policy = new(GC.GetGCMemoryInfo().TotalCommittedBytes);
    private ITimer? _timer;

    public void Start() => _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Look()
    {
        room.Look();
        if (!_policy.IsDue(GC.GetTotalAllocatedBytes(), GC.GetGCMemoryInfo().TotalCommittedBytes, room.Size))
            return;
        if (GC.GetTotalMemory(forceFullCollection: false) <= QuicklyDone)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        else
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        _policy.Collected(GC.GetGCMemoryInfo().TotalCommittedBytes, room.Size);
    }
}
