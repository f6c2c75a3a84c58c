using System.Text;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// The bytes of <c>locks</c> and of its children: the IP address of the machine, as text (Curator's default data, <c>InetAddress.getLocalHost().getHostAddress()</c>); none
/// where that machine does not know its own address.
/// </summary>
internal static class LockTextCodec
{
    /// <summary>More than any address takes, with the zone of an IPv6 one.</summary>
    public const int MaxBytes = 255;

    public static byte[] Write(string text) => Encoding.ASCII.GetBytes(text);

    public static Decoded<string> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            return new FormatError(FormatProblem.TooLong, MaxBytes, $"{bytes.Length} bytes; an address has at most {MaxBytes}.");
        var odd = bytes.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        return odd < 0 ? Encoding.ASCII.GetString(bytes) : new FormatError(FormatProblem.NotText, odd, $"0x{bytes[odd]:x2} is no character of an address.");
    }
}
