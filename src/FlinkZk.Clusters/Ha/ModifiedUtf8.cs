using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// Text as Java writes it (<c>DataOutput.writeUTF</c>): each UTF-16 unit for itself, so that surrogates are three bytes each, and NUL as <c>C0 80</c>.
/// </summary>
internal static class ModifiedUtf8
{
    /// <summary>What a 16-bit length can say.</summary>
    public const int MaxBytes = ushort.MaxValue;

    /// <summary>The bytes, without the length.</summary>
    /// <exception cref="ArgumentException">They are more than <see cref="MaxBytes"/>.</exception>
    public static byte[] Encode(string text)
    {
        var bytes = new List<byte>(text.Length);
        foreach (var unit in text)
        {
            if (unit is > '\0' and < '\x80')
            {
                bytes.Add((byte)unit);
                continue;
            }
            if (unit < '\x800')
            {
                bytes.Add((byte)(0xC0 | unit >> 6));
            }
            else
            {
                bytes.Add((byte)(0xE0 | unit >> 12));
                bytes.Add((byte)(0x80 | unit >> 6 & 0x3F));
            }
            bytes.Add((byte)(0x80 | unit & 0x3F));
        }
        return bytes.Count <= MaxBytes ? [.. bytes] : throw new ArgumentException($"The text takes {bytes.Count} bytes; Java writes at most {MaxBytes}.", nameof(text));
    }

    /// <summary>The text, or an error whose offset counts from <paramref name="start"/>. Forms that are longer than needed are read as Java reads them.</summary>
    public static Decoded<string> Decode(ReadOnlySpan<byte> bytes, int start)
    {
        var text = new char[bytes.Length];
        var length = 0;
        for (var at = 0; at < bytes.Length;)
        {
            var size = bytes[at] switch { < 0x80 => 1, >= 0xC0 and < 0xE0 => 2, >= 0xE0 and < 0xF0 => 3, _ => 0 };
            if (size == 0 || at + size > bytes.Length)
                return new FormatError(FormatProblem.NotText, start + at, $"No character begins with 0x{bytes[at]:x2} here.");
            var unit = size == 1 ? bytes[at] : bytes[at] & 0xFF >> size + 1;
            for (var next = at + 1; next < at + size; next++)
            {
                if ((bytes[next] & 0xC0) != 0x80)
                    return new FormatError(FormatProblem.NotText, start + next, $"0x{bytes[next]:x2} goes on with no character.");
                unit = unit << 6 | bytes[next] & 0x3F;
            }
            text[length++] = (char)unit;
            at += size;
        }
        return new string(text, 0, length);
    }
}
