using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>checkWatches and removeWatches: of this connection; -121 where there is none.</summary>
internal sealed class CheckWatches(bool remove) : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var (path, type) = WatcherTypeRequest.Read(ref request);
        if (!Enum.IsDefined(type))
            throw new WireFormatException($"There is no watcher type {(int)type}.");
        var found = remove ? database.Watches.Remove(path, caller.Watcher, type) : database.Watches.Has(path, caller.Watcher, type);
        return found ? ErrorCode.Ok : ErrorCode.NoWatcher;
    }
}
