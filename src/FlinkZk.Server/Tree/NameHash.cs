using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FlinkZk.Server.Tree;

/// <summary>A fast hash of names with a seed of this process, so that nobody can choose names that collide.</summary>
internal static class NameHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15; // 2^64 / golden ratio
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    public static int Of(ReadOnlySpan<byte> name)
    {
        var hash = Seed ^ (ulong)name.Length;
        for (; name.Length >= 8; name = name[8..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name));
        ulong tail = 0;
        for (var i = 0; i < name.Length; i++)
            tail |= (ulong)name[i] << (8 * i);
        hash = Mix(hash ^ tail);
        return (int)(hash >> 32);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, Multiplier ^ Seed, out var low);
        return high ^ low;
    }
}
