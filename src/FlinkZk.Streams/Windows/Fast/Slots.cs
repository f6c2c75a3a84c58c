using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// Where the number of a key lies: a place by hash, and if another has it, the next one.
/// <code>
///   slots   -   3   -   0   1   -   2   -       number + 1; 0 = free; at most half of them are taken
/// </code>
/// </summary>
internal struct Slots
{
    // By a number that nobody outside knows, so that nobody can make keys that all want one place.
    private static readonly ulong Secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private int[] _slots;
    private int _shift;

    public Slots(int expected)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, expected * 2));
        _slots = new int[size];
        _shift = 64 - BitOperations.Log2((uint)size);
    }

    /// <summary>How many keys have room.</summary>
    public readonly int Capacity => _slots.Length / 2;

    /// <summary>The hash of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value ^= value >> 32;
        var high = Math.BigMul(value, Secret, out var low);
        return high ^ low;
    }

    /// <summary>The hash of bytes.</summary>
    public static ulong Mix(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BitConverter.ToUInt64(bytes)) + Secret;
            bytes = bytes[8..];
        }

        ulong rest = 0;
        foreach (var b in bytes)
            rest = rest << 8 | b;
        return Mix(hash ^ rest ^ Secret);
    }

    /// <summary>The first place of a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int First(ulong hash) => (int)(hash >> _shift);

    /// <summary>The place after one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Next(int place) => (place + 1) & (_slots.Length - 1);

    /// <summary>The number at a place; -1 = it is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int At(int place) => _slots[place] - 1;

    /// <summary>Puts a number at a free place.</summary>
    public readonly void Put(int place, int id) => _slots[place] = id + 1;

    /// <summary>Puts a number, which is new, where its hash wants it.</summary>
    public readonly void Insert(ulong hash, int id)
    {
        var place = First(hash);
        while (_slots[place] != 0)
            place = Next(place);
        _slots[place] = id + 1;
    }

    /// <summary>Empties it and doubles the room.</summary>
    public void Double()
    {
        _slots = new int[_slots.Length * 2];
        _shift--;
    }
}
