using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>addWatch: answered with an error of 0, four bytes.</summary>
internal sealed class AddWatch : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var (path, mode) = AddWatchRequest.Read(ref request);
        if (!Enum.IsDefined(mode))
            throw new WireFormatException($"There is no watch mode {(int)mode}.");
        database.Watches.Watch(path, caller.Watcher, mode);
        new JuteWriter(reply).WriteInt((int)ErrorCode.Ok);
        return ErrorCode.Ok;
    }
}
