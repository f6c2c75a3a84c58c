using System.Globalization;
using System.Text;

namespace FlinkZk.Coordination;

/// <summary>
/// Files as <c>java.util.Properties</c> reads and writes them: a key and a value a line, parted by <c>=</c>, <c>:</c> or blanks; <c>#</c> and <c>!</c> begin comments, a backslash
/// at the end continues a line. What is not ASCII is written as <c>\uXXXX</c>, which each version of Java reads alike, and read as it is, too.
/// </summary>
public static class PropertiesFile
{
    /// <summary>The text of a file.</summary>
    /// <param name="values">Keys and texts.</param>
    public static string Write(IEnumerable<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var text = new StringBuilder();
        foreach (var (key, value) in values)
        {
            Escape(text, key, isKey: true);
            text.Append('=');
            Escape(text, value, isKey: false);
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Keys and texts with their lines, from 1, in their order.</summary>
    /// <exception cref="FormatException">A line is not in the format; the message names it.</exception>
    public static IReadOnlyList<(int Line, string Key, string Value)> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<(int, string, string)>();
        foreach (var (number, line) in LogicalLines(text))
        {
            var end = KeyEnd(line);
            var value = line[end..].TrimStart(' ', '\t', '\f');
            // One separator, with blanks around it.
            if (value.Length > 0 && value[0] is '=' or ':')
                value = value[1..].TrimStart(' ', '\t', '\f');
            found.Add((number, Unescape(line[..end], number), Unescape(value, number)));
        }
        return found;
    }

    private static IEnumerable<(int Number, string Line)> LogicalLines(string text)
    {
        var lines = text.TrimStart('\ufeff').ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var (number, line) = (i + 1, lines[i].TrimStart(' ', '\t', '\f'));
            if (line.Length == 0 || line[0] is '#' or '!')
                continue;
            while (Continues(line) && i + 1 < lines.Length)
                line = line[..^1] + lines[++i].TrimStart(' ', '\t', '\f');
            yield return (number, Continues(line) ? line[..^1] : line);
        }
    }

    // An even number of backslashes is so many halves of itself.
    private static bool Continues(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static int KeyEnd(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] is '=' or ':' or ' ' or '\t' or '\f')
                return i;
        }
        return line.Length;
    }

    private static string Unescape(string text, int number)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                if (i < text.Length)
                    plain.Append(text[i]);
                continue;
            }
            if (text[i] == 'u')
            {
                if (i + 4 >= text.Length || !ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                    throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {number}: \\u is not followed by four hexadecimal digits. A backslash that stands for itself is written twice."));
                plain.Append((char)code);
                i += 4;
                continue;
            }
            plain.Append(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'f' => '\f', var other => other });
        }
        return plain.ToString();
    }

    private static void Escape(StringBuilder into, string text, bool isKey)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\n': into.Append("\\n"); break;
                case '\r': into.Append("\\r"); break;
                case '\t': into.Append("\\t"); break;
                case '\f': into.Append("\\f"); break;
                case '\\': into.Append("\\\\"); break;
                // In a value a blank is left out at its beginning only.
                case ' ' when isKey || i == 0: into.Append("\\ "); break;
                case '=' or ':' or '#' or '!' when isKey: into.Append('\\').Append(c); break;
                case < ' ' or > '~': into.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"); break;
                default: into.Append(c); break;
            }
        }
    }
}
