using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>getEphemerals: the paths of the caller's own ephemeral nodes that begin with a text.</summary>
internal sealed class GetEphemerals : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var prefix = request.ReadString()?.Trim() ?? "";
        var paths = database.Tree.EphemeralsOf(caller.SessionId)
            .Select(node => node.GetPath())
            .Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        new JuteWriter(reply).WriteStrings(paths);
        return ErrorCode.Ok;
    }
}
