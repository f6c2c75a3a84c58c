namespace FlinkZk;

/// <summary>Counts nodes as they are done, for a progress bar that another thread draws.</summary>
internal sealed class TreeProgress : IProgress<string>
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public string? Last { get; private set; }

    public void Report(string value)
    {
        Last = value;
        Interlocked.Increment(ref _count);
    }
}
