using System.Text;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>exists: the Stat. Since 3.9.2 it needs READ; a watch is armed on a node that is not there, too.</summary>
internal sealed class Exists : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var path = ReadPath(ref request);
        var watch = request.ReadBool();
        if (path.Contains((byte)0))
            return ErrorCode.BadArguments;
        var error = Find(path, Permissions.Read, database, caller, out var node);
        if (watch && error is (ErrorCode.Ok or ErrorCode.NoNode))
            database.Watches.WatchData(Encoding.UTF8.GetString(path), caller.Watcher);
        if (error == ErrorCode.Ok)
            WriteStat(reply, node);
        return error;
    }
}
