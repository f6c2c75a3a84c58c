using System.Runtime.CompilerServices;

namespace FlinkZk;

/// <summary>The job locks that were taken through a session and not given back: what Unlock-FlinkJob finds by name.</summary>
internal sealed class SessionLocks
{
    private static readonly ConditionalWeakTable<ZkSession, SessionLocks> Table = [];
    private readonly List<FlinkJobLock> _locks = [];

    /// <summary>Those of a session.</summary>
    public static SessionLocks Through(ZkSession session) => Table.GetValue(session, static _ => new());

    public void Add(FlinkJobLock taken)
    {
        lock (_locks)
            _locks.Add(taken);
    }

    public void Remove(FlinkJobLock released)
    {
        lock (_locks)
            _locks.Remove(released);
    }

    public IReadOnlyList<FlinkJobLock> Of(string job)
    {
        lock (_locks)
            return _locks.FindAll(held => held.Job == job);
    }

    public IReadOnlyList<string> Jobs()
    {
        lock (_locks)
            return [.. _locks.Select(held => held.Job).Distinct(StringComparer.Ordinal)];
    }
}
