namespace FlinkZk.Server.Tree;

/// <summary>What of a node a snapshot keeps beside name, data and access control list (<c>StatPersisted</c>).</summary>
/// <param name="Czxid">The transaction that created it.</param>
/// <param name="Mzxid">The one that last set its data.</param>
/// <param name="Ctime">When it was created.</param>
/// <param name="Mtime">When its data were last set.</param>
/// <param name="Pzxid">The one that last created or deleted a child.</param>
/// <param name="Owner">As <see cref="NodeKind"/> encodes it.</param>
/// <param name="Version">Of its data.</param>
/// <param name="Creates">How many children were ever created.</param>
/// <param name="AclVersion">Of its access control list.</param>
internal readonly record struct NodeStat(long Czxid, long Mzxid, long Ctime, long Mtime, long Pzxid, long Owner, int Version, int Creates, int AclVersion);
