using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>
/// What Prepare has to know of a node: as it will be when everything before is applied (<c>ChangeRecord</c>).
/// </summary>
internal readonly record struct PendingNode(
    bool Exists, int Version, int AclVersion, int Creates, int Children, long Owner, int DataLength, IReadOnlyList<Acl> Acl)
{
    public static PendingNode Gone => new(false, 0, 0, 0, 0, NodeKind.Persistent, 0, []);

    public static PendingNode Of(Node node, AclTable acls) =>
        new(true, node.Version, node.AclVersion, node.Creates, node.ChildCount, node.Owner, node.Data.Length, acls[node.AclId]);
}
