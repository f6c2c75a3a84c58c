namespace FlinkZk.Server;

/// <summary>
/// Gives memory back when a busy time is over: a process in which nothing is allocated collects nothing, and would keep for ever what its busiest hour took. Looked at every ten seconds.
/// </summary>
internal sealed class MemoryTrim(TimeProvider time) : IAsyncDisposable
{
    private const long Quiet = 16L << 20;          // allocated in one interval, by heartbeats and the like
    private const long WorthIt = 64L << 20;        // grown since it was given back last
    private const long QuicklyDone = 512L << 20;   // more on the heap, and everybody would wait for the collector
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Arrays in the runtime's pool are let go by a collection a minute after they were used last.
    private const int OnceMoreAfter = 8;

    private ITimer? _timer;
    private long _allocated;
    private long _committed = GC.GetGCMemoryInfo().TotalCommittedBytes;
    private int _onceMoreIn;

    public void Start() => _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Look()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var isQuiet = allocated - _allocated < Quiet;
        _allocated = allocated;
        if (!isQuiet)
            return;
        if (GC.GetGCMemoryInfo().TotalCommittedBytes - _committed > WorthIt)
            _onceMoreIn = OnceMoreAfter;
        else if (_onceMoreIn == 0 || --_onceMoreIn > 0)
            return;
        if (GC.GetTotalMemory(forceFullCollection: false) <= QuicklyDone)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        else
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        _committed = GC.GetGCMemoryInfo().TotalCommittedBytes;
    }
}
