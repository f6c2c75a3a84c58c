using System.Globalization;
using System.Text;

namespace FlinkZk.Server;

/// <summary>
/// Text for a line of a log: what a client has sent may stand in it, and must not break the line, colour a terminal, turn the direction of what follows, or fill the disk.
/// </summary>
public static class PlainText
{
    /// <summary>More is cut: no message of the server's own is as long.</summary>
    public const int Most = 4096;

    /// <summary>The text, with what cannot be seen written as <c>\u001B</c>.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.Length > Most ? Most : text.Length;
        if (cut == text.Length && !text.Any(IsHidden))
            return text;
        var plain = new StringBuilder(cut + 32);
        foreach (var letter in text.AsSpan(0, cut))
        {
            if (IsHidden(letter))
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            else
                plain.Append(letter);
        }
        if (cut < text.Length)
            plain.Append(CultureInfo.InvariantCulture, $"… ({text.Length} characters)");
        return plain.ToString();
    }

    private static bool IsHidden(char letter) => char.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
