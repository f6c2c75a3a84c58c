namespace FlinkZk.Clusters.Configuration;

/// <summary>
/// Reads <c>flink-conf.yaml</c> as Flink until 1.20 does (<c>GlobalConfiguration.loadLegacyYAMLResource</c>): what is behind # is a comment, the first colon with a blank divides,
/// and what then lacks a key or a value is skipped with a warning in the log.
/// </summary>
internal static class FlatReader
{
    public static (List<ConfigurationEntry> Entries, List<int> Skipped) Read(string text)
    {
        var (entries, skipped) = (new List<ConfigurationEntry>(), new List<int>());
        var start = 0;
        for (var number = 1; start < text.Length; number++)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            var line = text[start..end];
            var content = line.Split('#', 2)[0].TrimEnd();
            if (content.IndexOf(": ", StringComparison.Ordinal) is var divider and > 0 && content[..divider].Trim() is { Length: > 0 } key)
            {
                var value = content[(divider + 2)..];
                var at = start + divider + 2 + (value.Length - value.TrimStart().Length);
                entries.Add(new(key, value.Trim(), number, at..(at + value.Trim().Length), start..end));
            }
            else if (content.Length > 0)
            {
                skipped.Add(number);
            }
            start = end;
        }
        return (entries, skipped);
    }
}
