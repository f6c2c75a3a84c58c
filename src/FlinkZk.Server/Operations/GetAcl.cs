using FlinkZk.Server.Access;
using FlinkZk.Server.State;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>getACL: needs READ or ADMIN; without ADMIN the digests are masked.</summary>
internal sealed class GetAcl : ReadOperation
{
    public override ErrorCode Execute(ref JuteReader request, Database database, in Caller caller, WireBuffer reply)
    {
        var error = Find(ReadPath(ref request), Permissions.Read | Permissions.Admin, database, caller, out var node);
        if (error != ErrorCode.Ok)
            return error;
        var acl = database.AclOf(node);
        if (!AccessControl.Allows(acl, Permissions.Admin, caller.Identities))
            acl = AccessControl.Mask(acl);
        var writer = new JuteWriter(reply);
        new GetAclResponse(acl, node.ToStat()).Write(ref writer);
        return ErrorCode.Ok;
    }
}
