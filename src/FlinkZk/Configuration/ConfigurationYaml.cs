using System.Text;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Configured values as Flink's <c>config.yaml</c> has them: a key, a colon and a value a line; keys that are nested in a file are read with dots.</summary>
internal static class ConfigurationYaml
{
    // What YAML 1.1 or 1.2 takes for something else than a text.
    private static readonly HashSet<string> Words = new(["true", "false", "null", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Literals = ["true", "false", "null"];

    /// <summary>The text of a file.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> values)
    {
        var text = new StringBuilder();
        foreach (var (key, json) in values)
            text.Append(Scalar(ConfigurationJson.Encode(key))).Append(": ").Append(Scalar(json)).Append('\n');
        return text.ToString();
    }

    /// <summary>Keys and literals with their lines.</summary>
    /// <exception cref="FormatException">It is not in the format.</exception>
    public static IEnumerable<(int Line, string Key, string Json)> Read(string text) =>
        DependencyContext.Yaml.Read(text).Select(entry => (entry.Line, entry.Key, Literal(entry, text[entry.ValueSpan])));

    // JSON is YAML 1.2: a list, an object and a text in quotes are both.
    private static string Scalar(string json) => ConfigurationText.Format(json) is var plain && plain != json && IsPlain(plain) ? plain : json;

    private static bool IsPlain(string text) => text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '/') && !Words.Contains(text) && text[^1] != ':'
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && text.All(letter => letter is >= ' ' and <= '~');

    private static string Literal(ConfigurationEntry entry, string written) => written switch
    {
        "" or "~" => "null",
        // In quotes, a block of text, or a list of lines, which Flink reads as one text too.
        ['"' or '\'' or '|' or '>' or ' ' or '\r' or '\n', ..] => ConfigurationJson.Encode(entry.Value),
        ['[' or '{', ..] => ConfigurationText.IsJson(written) ? ConfigurationText.Parse(written) : ConfigurationJson.Encode(entry.Value),
        _ => Array.Find(Literals, word => word.Equals(entry.Value, StringComparison.OrdinalIgnoreCase)) ?? ConfigurationText.Parse(entry.Value),
    };
}
