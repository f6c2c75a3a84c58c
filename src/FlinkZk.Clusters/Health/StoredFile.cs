using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>A file that a node points to.</summary>
/// <param name="Presence">Whether it is there. Absent only where its folder can be seen, and others of the cluster's files are in it: the same path on another machine is another file.</param>
/// <param name="Size">Its size in bytes; null unless it is there.</param>
internal readonly record struct StoredFile(Presence Presence, long? Size)
{
    public static StoredFile Unknown => new(Presence.Unknown, null);
}
