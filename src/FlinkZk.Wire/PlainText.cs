using System.Globalization;
using System.Text;

namespace FlinkZk.Wire;

/// <summary>
/// Text of others for people's eyes: on a terminal, in an error, in a line of a log. What somebody wrote into a node must not move the cursor, open a new line,
/// turn the direction of what follows, or look like another name. Values that programs read stay as they are.
/// </summary>
/// <remarks>
/// What cannot be seen is written as <c>\u001B</c>: there are pictures of the 33 oldest control characters only, no font has all of them, and a number can be
/// looked up. Hidden is what Unicode calls control, format (among them U+200E, U+202A to U+202E, U+2066 to U+2069, U+061C), line and paragraph separator, and
/// half of a surrogate pair.
/// </remarks>
public static class PlainText
{
    /// <summary>How much of a text a line of a log takes: no message of our own is as long.</summary>
    public const int Most = 4096;

    /// <summary>The text, with what cannot be seen made visible, line breaks too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">More characters are cut.</param>
    public static string Of(string text, int most = Most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = Math.Min(text.Length, most);
        if (cut == text.Length && !HasHidden(text))
            return text;
        var plain = new StringBuilder(cut + 32);
        for (var i = 0; i < cut; i++)
        {
            var length = IsPair(text, i) ? 2 : 1;
            foreach (var letter in text.AsSpan(i, length))
                _ = IsHidden(text, i) ? plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}") : plain.Append(letter);
            i += length - 1;
        }
        if (cut < text.Length)
            plain.Append(CultureInfo.InvariantCulture, $"… ({text.Length} characters)");
        return plain.ToString();
    }

    /// <summary>The text in one line, whole: line breaks and tabs are a blank, what else cannot be seen is made visible.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Line(string? text) => text is null || !HasHidden(text) ? text : Of(text.ReplaceLineEndings(" ").Replace('\t', ' '), int.MaxValue);

    /// <summary>The text with its lines and tabs, whole: what else cannot be seen is made visible.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Lines(string? text) => text is null || !HasHidden(text) ? text
        : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(static line => string.Join('\t', line.Split('\t').Select(static part => Of(part, int.MaxValue)))));

    private static bool HasHidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsHidden(text, i))
                return true;
            if (IsPair(text, i))
                i++;
        }
        return false;
    }

    private static bool IsPair(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);

    private static bool IsHidden(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
