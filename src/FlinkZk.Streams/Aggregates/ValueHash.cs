using System.Globalization;
using System.Runtime.InteropServices;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Aggregates;

/// <summary>A 64-bit hash of a value that is the same in every process, and of whose bits none depends on another.</summary>
internal static class ValueHash
{
    /// <param name="key">As <see cref="Keys.TryNormalize"/> makes it: equal values have equal hashes.</param>
    public static ulong Of(object key) => Mix(Raw(key) + (ulong)ValueTags.Of(key) * 0x9e3779b97f4a7c15);

    private static ulong Raw(object key) => key switch
    {
        string text => OfText(text),
        long n => (ulong)n,
        double d => (ulong)BitConverter.DoubleToInt64Bits(d),
        DateTime t => (ulong)t.Ticks,
        bool b => b ? 1u : 0u,
        // 1.10 and 1.1 are equal: dividing cuts the zeros at the end.
        decimal m => OfText((m / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)),
        _ => OfText(Convert.ToString(key, CultureInfo.InvariantCulture)!),
    };

    // FNV-1a over UTF-16.
    private static ulong OfText(string text)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var unit in MemoryMarshal.Cast<char, ushort>(text.AsSpan()))
            hash = (hash ^ unit) * 0x100000001b3;
        return hash;
    }

    // The final mix of MurmurHash3.
    private static ulong Mix(ulong h)
    {
        h = (h ^ (h >> 33)) * 0xff51afd7ed558ccd;
        h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53;
        return h ^ (h >> 33);
    }
}
