using System.Text;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>getData: the data and the Stat.</summary>
/// <param name="watches">Whether the request's wish for a watch is heard: in a multiRead it is not.</param>
internal sealed class GetData(bool watches = true) : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var path = ReadPath(ref request);
        var watch = request.ReadBool() && watches;
        var error = Find(path, Permissions.Read, database, caller, out var node);
        if (error != ErrorCode.Ok)
            return error;
        if (watch)
            database.Watches.WatchData(Encoding.UTF8.GetString(path), caller.Watcher);
        var writer = new JuteWriter(reply);
        if (node.DataIsNull)
            writer.WriteInt(-1);
        else
            writer.WriteBytes(node.Data);
        WriteStat(reply, node);
        return ErrorCode.Ok;
    }
}
