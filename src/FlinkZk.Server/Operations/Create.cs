using FlinkZk.Server.Access;
using FlinkZk.Server.Options;
using FlinkZk.Server.State;
using FlinkZk.Server.Tree;
using FlinkZk.Wire;

namespace FlinkZk.Server.Operations;

/// <summary>
/// create, create2, createContainer and createTTL. The transaction, one form for all:
/// <code>path · data · acl[] · owner i64 (<see cref="NodeKind"/>) · creates i32, the parent's count with this one</code>
/// </summary>
internal sealed class Create(OpCode type) : PartOperation
{
    public override ErrorCode Prepare(ref JuteReader request, PrepareContext context, WireBuffer txn)
    {
        var (path, data, acls, mode) = Read(ref request, out var ttl);
        if (Validate(path, mode, ttl, context.Options) is var error and not ErrorCode.Ok)
            return error;
        if (mode.IsEphemeral() && context.Sessions.IsLocal(context.SessionId))
            return ErrorCode.EphemeralOnLocalSession;
        if (AccessControl.FixUp(acls, context.Identities, context.Options) is not { } acl)
            return ErrorCode.InvalidAcl;
        var parentPath = path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : ZnodePath.Root;
        if (!context.Pending.TryFind(parentPath, out var parent))
            return ErrorCode.NoNode;
        if (!context.Allows(parent, Permissions.Create))
            return ErrorCode.NoAuth;
        if (mode.IsSequential())
            path += SequenceNumber.Format(parent.Creates);
        if (!ZnodePath.IsValid(path, out _))
            return ErrorCode.BadArguments;
        if (context.Pending.TryFind(path, out _))
            return ErrorCode.NodeExists;
        if (NodeKind.IsEphemeral(parent.Owner))
            return ErrorCode.NoChildrenForEphemerals;
        if (context.Quotas.Check(path, count: 1, data?.Length ?? 0, context.SessionId) is var exceeded and not ErrorCode.Ok)
            return exceeded;
        // Its path, though only the name is kept, for what Prepare keeps of it meanwhile.
        if (!context.HasRoomFor(Node.Size + path.Length + (data?.Length ?? 0) + AclTable.SizeOf(acl)))
            return ErrorCode.SystemError;

        var creates = unchecked(parent.Creates + 1);
        var owner = OwnerOf(mode, context.SessionId, ttl);
        context.Change(parentPath, parent with { Creates = creates, Children = parent.Children + 1 });
        context.Change(path, new(true, 0, 0, 0, 0, owner, data?.Length ?? 0, acl));

        var writer = new JuteWriter(txn);
        writer.WriteString(path);
        writer.WriteBuffer(data);
        Acl.WriteList(ref writer, acl);
        writer.WriteLong(owner);
        writer.WriteInt(creates);
        return ErrorCode.Ok;
    }

    public override void Skip(ref JuteReader request) => Read(ref request, out _);

    public override void Apply(ref JuteReader txn, in TxnHeader header, StateChanges changes, WireBuffer reply)
    {
        var path = ReadBytes(ref txn);
        var dataIsNull = !txn.TryReadBytes(out var data);
        var acl = AccessControl.Share(Acl.ReadList(ref txn) ?? []);
        var node = changes.Create(path, data, dataIsNull, acl, owner: txn.ReadLong(), creates: txn.ReadInt(), header);
        new JuteWriter(reply).WriteBytes(path);
        if (type != OpCode.Create)
            WriteStat(reply, node);
    }

    private CreateRequest Read(ref JuteReader request, out long ttl)
    {
        var asked = CreateRequest.Read(ref request);
        ttl = type == OpCode.CreateTtl ? request.ReadLong() : 0;
        return asked;
    }

    private ErrorCode Validate(string path, CreateMode mode, long ttl, ZkServerOptions options)
    {
        if (!Enum.IsDefined(mode))
            return ErrorCode.BadArguments;
        if (mode.HasTtl() && !options.ExtendedTypes)
            return ErrorCode.Unimplemented;
        if (mode.HasTtl() ? ttl is <= 0 or > NodeKind.MaxTtl : type == OpCode.CreateTtl)
            return ErrorCode.BadArguments;
        var slash = path.LastIndexOf('/');
        return slash < 0 || path.Contains('\0') ? ErrorCode.BadArguments : ErrorCode.Ok;
    }

    private static long OwnerOf(CreateMode mode, long session, long ttl) =>
        mode.IsEphemeral() ? session
        : mode.HasTtl() ? NodeKind.FromTtl(ttl)
        : mode == CreateMode.Container ? NodeKind.Container
        : NodeKind.Persistent;
}
