using System.Runtime.CompilerServices;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>The runners that were registered through a session and not unregistered. They end with their session at the latest.</summary>
internal sealed class SessionRunners
{
    private static readonly ConditionalWeakTable<ZkSession, SessionRunners> Table = [];
    private readonly Dictionary<string, PersistentEphemeralNode> _runners = new(StringComparer.Ordinal);

    /// <summary>Those of a session.</summary>
    public static SessionRunners Through(ZkSession session) => Table.GetValue(session, static _ => new());

    public void Add(string id, PersistentEphemeralNode node)
    {
        lock (_runners)
            _runners[id] = node;
    }

    /// <summary>Takes one out; null where it is not the session's, or was lost.</summary>
    public PersistentEphemeralNode? Take(string id)
    {
        lock (_runners)
            return _runners.Remove(id, out var node) ? node : null;
    }

    public IReadOnlyList<string> Ids()
    {
        lock (_runners)
            return [.. _runners.Keys.Order(StringComparer.Ordinal)];
    }
}
