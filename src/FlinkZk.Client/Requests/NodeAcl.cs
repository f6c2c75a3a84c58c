using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A node's access control list.</summary>
/// <param name="Entries">Who may do what; without the admin permission the server masks digests.</param>
/// <param name="Stat">The node's Stat.</param>
public readonly record struct NodeAcl(IReadOnlyList<Acl> Entries, Stat Stat);
