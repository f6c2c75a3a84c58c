using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>Everything that a history is held against.</summary>
internal static class HistoryCheck
{
    /// <summary>What is wrong, a paragraph each; empty if nothing is.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<Operation> history, FinalState final) =>
    [
        .. RegisterCheck.Find(history),
        .. LockCheck.Find(history),
        .. SharedLockCheck.Find(history),
        .. FenceCheck.Find(history),
        .. SequenceCheck.Find(history, final),
        .. CounterCheck.Find(history, final),
        .. ConfigurationCheck.Find(history, final),
        .. final.Queues.Select(node => $"A lock's node is left: '{node}'"),
    ];
}
