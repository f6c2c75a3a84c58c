using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>A node as a cache has it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Data">What it holds; null where it holds null or may not be read.</param>
/// <param name="Stat">Its Stat; all 0 where nothing of it may be read. What is in it of children and of the access control list is as it was when the data were read: no event tells of that.</param>
internal sealed record CachedNode(string Path, byte[]? Data, Stat Stat)
{
    // What a node takes beside its name and data, by and large.
    private const int Overhead = 256;

    /// <summary>Why it could not be read; null where it could.</summary>
    public ZkException? Failure { get; init; }

    /// <summary>About so much memory it takes.</summary>
    public long Bytes => Overhead + 2L * Path.Length + (Data?.Length ?? 0);

    /// <summary>Whether it is the same node with the same data, as far as a server tells them apart.</summary>
    public bool IsSameAs(CachedNode other) => Stat.Czxid == other.Stat.Czxid && Stat.Mzxid == other.Stat.Mzxid && Failure is null == other.Failure is null;
}
