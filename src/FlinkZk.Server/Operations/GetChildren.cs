using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>getChildren: the names in no order, and with getChildren2 the parent's Stat.</summary>
internal sealed class GetChildren(bool withStat) : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var path = ReadPath(ref request);
        var watch = request.ReadBool();
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
