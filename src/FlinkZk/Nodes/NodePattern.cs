using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Text;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>
/// A path as -Path takes it: parts with the wildcards <c>* ? [a-z]</c>, which stand for names of one level and mind the case as ZooKeeper does,
/// and a backtick before a character that is meant as it is.
/// </summary>
internal sealed class NodePattern
{
    private const char Escape = '`';
    private const string Special = "*?[]`";
    private readonly Part[] _parts;

    private NodePattern(string text, Part[] parts) => (Text, _parts) = (text, parts);

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    /// <summary>The one path that it stands for, where it has no wildcards; else null.</summary>
    public string? Literal => Array.TrueForAll(_parts, static part => part.Wildcard is null) ? Join(_parts) : null;

    /// <summary>The path above the first wildcard.</summary>
    public string Start => Join(_parts.TakeWhile(static part => part.Wildcard is null));

    /// <summary>The parts from the first wildcard on.</summary>
    public IEnumerable<Part> Rest => _parts.SkipWhile(static part => part.Wildcard is null);

    /// <summary>A path that stands for itself alone.</summary>
    /// <exception cref="ArgumentException">It is not a path.</exception>
    public static NodePattern Of(string path)
    {
        ZnodePath.Validate(path);
        return new(path, [.. Split(path).Select(static part => new Part(part, null))]);
    }

    /// <summary>Reads what the user gave to -Path.</summary>
    /// <exception cref="ArgumentException">It is not a path.</exception>
    /// <exception cref="FlinkZkException">A wildcard is not complete.</exception>
    public static NodePattern Parse(string text)
    {
        ZnodePath.Validate(text);
        return new(text, [.. Split(text).Select(part => Read(part, text))]);
    }

    /// <summary>A path so written that -Path takes it for itself.</summary>
    public static string EscapePath(string path) => string.Concat(path.Select(static c => Special.Contains(c, StringComparison.Ordinal) ? $"{Escape}{c}" : c.ToString()));

    /// <summary>A text without its escapes.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains(Escape, StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
                i++;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }

    /// <summary>Whether the text has a wildcard that is not escaped.</summary>
    public static bool HasWildcard(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
                i++;
            else if (text[i] is '*' or '?' or '[')
                return true;
        }
        return false;
    }

    private static bool IsEscape(string text, int i) => text[i] == Escape && i + 1 < text.Length && Special.Contains(text[i + 1], StringComparison.Ordinal);

    private static Part Read(string part, string text)
    {
        if (!HasWildcard(part))
            return new(Unescape(part), null);
        var wildcard = new WildcardPattern(part, WildcardOptions.None);
        try
        {
            wildcard.IsMatch("");
        }
        catch (RuntimeException e)
        {
            throw new FlinkZkException("InvalidWildcard", ErrorCategory.InvalidArgument, $"'{text}' is not a pattern: a [ is not closed.",
                "A path that is meant as it is goes to -LiteralPath, or has a backtick before each of * ? [ ].", e);
        }
        return new(part, wildcard);
    }

    private static string[] Split(string path) => path == ZnodePath.Root ? [] : path[1..].Split('/');

    private static string Join(IEnumerable<Part> parts) => parts.Aggregate(ZnodePath.Root, static (path, part) => ZnodePath.Combine(path, part.Name));

    /// <summary>One level of a pattern.</summary>
    /// <param name="Name">The name; where there is a wildcard, as it was written.</param>
    /// <param name="Wildcard">Which names it stands for; null for one name.</param>
    [SuppressMessage("Naming", "CA1724", Justification = "It is a part of a pattern, seen nowhere else.")]
    internal readonly record struct Part(string Name, WildcardPattern? Wildcard);
}
