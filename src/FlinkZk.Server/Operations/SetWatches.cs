using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Server.Watches;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>
/// setWatches and setWatches2: watches that a client brings along from its last connection. What it missed is told at once; the rest
/// is armed. Persistent watches are armed without catching up (<c>DataTree.setWatches</c>).
/// </summary>
internal sealed class SetWatches(bool withPersistent) : ReadOperation
{
    public override bool TellsEvents => true;

    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var watcher = caller.Watcher;
        var seen = request.ReadLong();
        foreach (var path in request.ReadStrings() ?? [])
            if (Missed(NodeAt(path, database), node => node.Mzxid > seen, WatchEventType.DataChanged) is { } missed)
                WatchRegistry.Tell(watcher, missed, path, Acl.OpenUnsafe);
            else
                database.Watches.WatchData(path, watcher);
        foreach (var path in request.ReadStrings() ?? [])
            if (NodeAt(path, database) is not null)
                WatchRegistry.Tell(watcher, WatchEventType.Created, path, Acl.OpenUnsafe);
            else
                database.Watches.WatchData(path, watcher);
        foreach (var path in request.ReadStrings() ?? [])
            if (Missed(NodeAt(path, database), node => node.Pzxid > seen, WatchEventType.ChildrenChanged) is { } missed)
                WatchRegistry.Tell(watcher, missed, path, Acl.OpenUnsafe);
            else
                database.Watches.WatchChildren(path, watcher);
        if (!withPersistent)
            return ErrorCode.Ok;
        foreach (var path in request.ReadStrings() ?? [])
            database.Watches.Watch(path, watcher, AddWatchMode.Persistent);
        foreach (var path in request.ReadStrings() ?? [])
            database.Watches.Watch(path, watcher, AddWatchMode.PersistentRecursive);
        return ErrorCode.Ok;
    }

    private static WatchEventType? Missed(Node? node, Func<Node, bool> changed, WatchEventType type) =>
        node is null ? WatchEventType.Deleted : changed(node) ? type : null;
}
