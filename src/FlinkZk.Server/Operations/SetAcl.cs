using FlinkZk.Server.Access;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>setACL. The transaction: <c>path · acl[] · version i32, the list's new one</c>.</summary>
internal sealed class SetAcl : WriteOperation
{
    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var (path, acls, version) = SetAclRequest.Read(ref request);
        if (!ZnodePath.IsValid(path, out _))
            return ErrorCode.BadArguments;
        if (AccessControl.FixUp(acls, context.Identities, context.Options) is not { } acl)
            return ErrorCode.InvalidAcl;
        if (!context.Pending.TryFind(path, out var node))
            return ErrorCode.NoNode;
        if (!context.Allows(node, Permissions.Admin))
            return ErrorCode.NoAuth;
        if (!VersionFits(version, node.AclVersion))
            return ErrorCode.BadVersion;
        // The list before may be others', too, and stay.
        if (!context.HasRoomFor(AclTable.SizeOf(acl)))
            return ErrorCode.SystemError;

        var next = unchecked(node.AclVersion + 1);
        context.Change(path, node with { AclVersion = next, Acl = acl });
        var writer = new JuteWriter(txn);
        writer.WriteString(path);
        Acl.WriteList(ref writer, acl);
        writer.WriteInt(next);
        return ErrorCode.Ok;
    }

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply)
    {
        var path = ReadBytes(ref txn);
        var acl = AccessControl.Share(Acl.ReadList(ref txn) ?? []);
        WriteStat(reply, changes.SetAcl(path, acl, version: txn.ReadInt(), header));
    }
}
