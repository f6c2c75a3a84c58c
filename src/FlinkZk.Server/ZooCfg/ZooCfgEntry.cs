namespace FlinkZk.Server.ZooCfg;

/// <summary>A line of a zoo.cfg.</summary>
/// <param name="Key">The key as it stands there.</param>
/// <param name="Value">The value.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record ZooCfgEntry(string Key, string Value, int Line)
{
    /// <summary>Reads the lines as Java does a file of properties (<c>java.util.Properties</c>), without its escapes but the doubled backslash.</summary>
    /// <exception cref="FormatException">A line is none: the message names it.</exception>
    public static IReadOnlyList<ZooCfgEntry> Read(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var entries = new List<ZooCfgEntry>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] is '#' or '!')
                continue;
            var end = line.IndexOfAny(['=', ':', ' ', '\t']);
            if (end < 1)
                throw new FormatException(FormattableString.Invariant($"line {i + 1}: write key=value."));
            entries.Add(new(line[..end], line[end..].TrimStart().TrimStart('=', ':').Trim().Replace(@"\\", @"\", StringComparison.Ordinal), i + 1));
        }
        return entries;
    }
}
