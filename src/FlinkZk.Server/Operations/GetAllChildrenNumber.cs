using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>getAllChildrenNumber: how many nodes lie below one.</summary>
internal sealed class GetAllChildrenNumber : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var path = ReadPath(ref request);
        var error = Find(path, Permissions.Read, database, caller, out var node);
        // Below its empty name Java finds the root itself, too.
        if (error == ErrorCode.Ok)
            new JuteWriter(reply).WriteInt(DataTree.CountDescendants(node) + (path.IsEmpty ? 1 : 0));
        return error;
    }
}
