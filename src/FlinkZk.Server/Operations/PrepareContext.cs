using FlinkZk.Server.Access;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Options;
using FlinkZk.Server.Quotas;
using FlinkZk.Server.Sessions;

namespace FlinkZk.Server.Operations;

/// <summary>What an operation is prepared with: the tree as it will be, the caller, and the transaction's number and time. Owned by Prepare, filled anew for each request.</summary>
internal sealed class PrepareContext(PendingTree pending, QuotaTable quotas, SessionTable sessions, StateRoom room, ZkServerOptions options)
{
    public PendingTree Pending { get; } = pending;

    public QuotaCheck Quotas { get; } = new(quotas, pending.Usage, options);

    public SessionTable Sessions { get; } = sessions;

    public ZkServerOptions Options { get; } = options;

    public long SessionId { get; set; }

    public long Zxid { get; set; }

    public IReadOnlyList<Identity> Identities { get; set; } = [];

    /// <summary>Set by an operation that has prepared a step of itself: it is prepared once more, behind that and before any other request.</summary>
    public bool IsStep { get; set; }

    public bool Allows(in PendingNode node, Wire.Permissions wanted) => AccessControl.Allows(node.Acl, wanted, Identities);

    /// <summary>Whether there is memory for what makes the state so much larger.</summary>
    public bool HasRoomFor(long bytes) => room.TryTake(bytes, Zxid);

    public void Change(string path, in PendingNode node) => Pending.Set(path, node, Zxid);
}
