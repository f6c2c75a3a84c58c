using System.Text;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>getChildren: the names in no order, and with getChildren2 the parent's Stat.</summary>
/// <param name="withStat">Whether it is getChildren2.</param>
/// <param name="watches">Whether the request's wish for a watch is heard: in a multiRead it is not.</param>
internal sealed class GetChildren(bool withStat, bool watches = true) : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var path = ReadPath(ref request);
        var watch = request.ReadBool() && watches;
        var error = Find(path, Permissions.Read, database, caller, out var node);
        if (error != ErrorCode.Ok)
            return error;
        if (watch)
            database.Watches.WatchChildren(Encoding.UTF8.GetString(path), caller.Watcher);
        var writer = new JuteWriter(reply);
        if (writer.BeginVector(node.ChildCount))
            foreach (var child in node.Branch!)
                writer.WriteBytes(child.Name);
        if (withStat)
            WriteStat(reply, node);
        return ErrorCode.Ok;
    }
}
