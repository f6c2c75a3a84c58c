using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Contenders;

/// <summary>Whether everything that a contender does has succeeded once more since it was asked.</summary>
internal sealed class Progress
{
    private readonly Lock _gate = new();
    private readonly HashSet<Kind> _missing = [];   // gate
    private long _since = long.MaxValue;            // gate

    /// <summary>What must succeed.</summary>
    public static IReadOnlyList<Kind> Kinds { get; } = [Kind.Read, Kind.Write, Kind.CompareAndSet, Kind.Sequence, Kind.Fenced, Kind.FencedFile, Kind.Change, Kind.Seen, Kind.AcquireShared, Kind.Count];

    /// <summary>Begins anew: what began before now does not count.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            _missing.UnionWith(Kinds);
            _since = Clock.Now;
        }
    }

    /// <summary>Takes a success in.</summary>
    /// <returns>Whether it was the last one missing.</returns>
    public bool Add(Operation operation)
    {
        lock (_gate)
            return operation.Began >= _since && _missing.Remove(operation.Kind) && _missing.Count == 0;
    }
}
