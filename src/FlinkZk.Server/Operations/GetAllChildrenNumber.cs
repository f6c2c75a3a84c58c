using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>getAllChildrenNumber: how many nodes lie below one.</summary>
internal sealed class GetAllChildrenNumber : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var error = Find(ReadPath(ref request), Permissions.Read, database, caller, out var node);
        if (error == ErrorCode.Ok)
            new JuteWriter(reply).WriteInt(DataTree.CountDescendants(node));
        return error;
    }
}
