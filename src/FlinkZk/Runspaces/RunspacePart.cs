namespace FlinkZk;

/// <summary>What the module keeps of one kind for one runspace.</summary>
internal abstract class RunspacePart
{
    /// <summary>All that is kept for the runspace.</summary>
    public ModuleState State { get; init; } = null!;

    /// <summary>How many kinds it stands on: the higher closes first.</summary>
    public virtual int Height => 0;

    /// <summary>The runspace closes, or the module goes. Any thread.</summary>
    public virtual void Close()
    {
    }

    protected static void Close<T>(IReadOnlyList<T> items, Func<T, ValueTask> close, TimeSpan deadline) =>
        Task.WhenAll(items.Select(item => Task.Run(() => close(item).AsTask()))).Wait(deadline);
}
