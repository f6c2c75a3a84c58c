using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>The tables behind watches, as pure functions.</summary>
internal static class WatchRules
{
    /// <summary>Whether a watch ends with its event.</summary>
    public static bool IsOneShot(this WatchKind kind) => kind is WatchKind.Data or WatchKind.Exist or WatchKind.Child;

    /// <summary>Whether a watch is meant by an event of its path (<c>ZKWatchManager.materialize</c>).</summary>
    public static bool Matches(this WatchKind kind, WatchEventType type) => kind switch
    {
        WatchKind.Data or WatchKind.Exist => type is WatchEventType.Created or WatchEventType.Deleted or WatchEventType.DataChanged,
        WatchKind.Child => type is WatchEventType.ChildrenChanged or WatchEventType.Deleted,
        WatchKind.Persistent => type is not WatchEventType.None,
        // A client that holds both kinds gets child events for the other one: here they must not show.
        WatchKind.Recursive => type is not (WatchEventType.None or WatchEventType.ChildrenChanged),
        _ => false,
    };

    /// <summary>Whether a lasting watch of the same path tells all that a one-shot watch waits for.</summary>
    public static bool Covers(WatchKind lasting, WatchKind kind) =>
        kind.IsOneShot() && (lasting == WatchKind.Persistent || lasting == WatchKind.Recursive && kind != WatchKind.Child);

    /// <summary>What to remove on the server when the last user of a watch has gone.</summary>
    /// <param name="gone">The watch's kind.</param>
    /// <param name="left">The kinds that are still in use, or on their way, for the same path.</param>
    /// <param name="exactTypes">Whether the server knows each kind by itself (3.9). Older ones hold one mode a path: removing data or child watches there takes a persistent one along.</param>
    /// <returns>The type to name; null if the server's watch must stay, and its events are ignored until the others have gone, too.</returns>
    public static WatcherType? Removal(WatchKind gone, IReadOnlyCollection<WatchKind> left, bool exactTypes)
    {
        if (left.Count == 0)
            return WatcherType.Any;
        var type = TypeOf(gone);
        if (left.Any(kind => TypeOf(kind) == type))
            return null;
        return exactTypes || gone.IsOneShot() && left.All(IsOneShot) ? type : null;
    }

    private static WatcherType TypeOf(WatchKind kind) => kind switch
    {
        WatchKind.Data or WatchKind.Exist => WatcherType.Data,
        WatchKind.Child => WatcherType.Children,
        WatchKind.Persistent => WatcherType.Persistent,
        _ => WatcherType.PersistentRecursive,
    };
}
