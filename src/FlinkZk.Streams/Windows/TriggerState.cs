namespace FlinkZk.Streams.Windows;

/// <summary>A number that a trigger remembers of each window.</summary>
/// <param name="name">Unique in a trigger and those nested in it.</param>
/// <param name="merge">What two windows' numbers become when they merge; null = a trigger with it serves no windows that merge.</param>
internal sealed class TriggerState(string name, Func<long, long, long>? merge = null)
{
    public string Name => name;

    public long Merge(long left, long right) => merge!(left, right);
}
