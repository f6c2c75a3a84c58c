namespace FlinkZk.Clusters.Configuration;

/// <summary>Reads <c>flink-conf.yaml</c> as Flink until 1.20 does (<c>GlobalConfiguration.loadYAMLResource</c>): what is behind # is a comment, the first colon with a blank divides.</summary>
internal static class FlatReader
{
    public static List<ConfigurationEntry> Read(string text)
    {
        var entries = new List<ConfigurationEntry>();
        var start = 0;
        for (var number = 1; start < text.Length; number++)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            var line = text[start..end];
            var content = line.Split('#', 2)[0].TrimEnd();
            if (content.IndexOf(": ", StringComparison.Ordinal) is var divider and > 0)
            {
                var value = content[(divider + 2)..];
                var at = start + divider + 2 + (value.Length - value.TrimStart().Length);
                entries.Add(new(content[..divider].Trim(), value.Trim(), number, at..(at + value.Trim().Length), start..end));
            }
            else if (content.Trim() is { Length: > 0 } odd)
            {
                throw new FormatException(FormattableString.Invariant($"Line {number}: '{odd}' is no 'key: value'."));
            }
            start = end;
        }
        return entries;
    }
}
