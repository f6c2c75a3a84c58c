using FlinkZk.Wire;

namespace FlinkZk.Clusters.Model;

/// <summary>What the server tells of a node, beside its bytes.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Session">The ZooKeeper session that it ends with; 0 if it outlives sessions.</param>
/// <param name="Czxid">The transaction that created it.</param>
/// <param name="Mzxid">The transaction that last wrote its bytes.</param>
/// <param name="Version">How often its bytes were written.</param>
/// <param name="Children">How many children it has.</param>
/// <param name="Created">When it was created, UTC, by the server's clock.</param>
/// <param name="Modified">When its bytes were last written, UTC, by the server's clock.</param>
public sealed record NodeFacts(string Path, long Session, long Czxid, long Mzxid, int Version, int Children, DateTime Created, DateTime Modified)
{
    internal static NodeFacts Of(string path, in Stat stat) =>
        new(path, stat.EphemeralOwner, stat.Czxid, stat.Mzxid, stat.Version, stat.NumChildren, stat.Created.UtcDateTime, stat.Modified.UtcDateTime);
}
