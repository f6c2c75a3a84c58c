using System.Numerics;

namespace FlinkZk.Streams.State;

/// <summary>Key groups, the unit in which keyed state is ordered and handed out (<c>KeyGroupRangeAssignment</c>, <c>MathUtils.murmurHash</c>).</summary>
internal static class KeyGroups
{
    /// <summary>Flink's smallest default of the maximum parallelism: the number of key groups.</summary>
    public const int DefaultMaxParallelism = 128;

    /// <summary>The key group of a key with this Java hash.</summary>
    public static int ForHash(int javaHash, int maxParallelism) => Murmur(javaHash) % maxParallelism;

    /// <summary>One round of murmur 3 over four bytes, then its final mix; never negative.</summary>
    public static int Murmur(int code)
    {
        unchecked
        {
            var h = (uint)code * 0xcc9e2d51;
            h = BitOperations.RotateLeft(h, 15) * 0x1b873593;
            h = BitOperations.RotateLeft(h, 13) * 5 + 0xe6546b64;
            h ^= 4;
            h = (h ^ (h >> 16)) * 0x85ebca6b;
            h = (h ^ (h >> 13)) * 0xc2b2ae35;
            var mixed = (int)(h ^ (h >> 16));
            return mixed >= 0 ? mixed : mixed == int.MinValue ? 0 : -mixed;
        }
    }
}
