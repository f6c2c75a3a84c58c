using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlinkZk.Clusters.Deploy;

/// <summary>Flink's configuration as lines of a file: <c>key: value</c>, which both generations of the file read.</summary>
internal static class ConfigurationLines
{
    // Readable paths and addresses; this is no web page.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's name, <c>config.yaml</c> since 1.19.</summary>
    public static string FileName(FlinkInstallation flink) => flink.ReadsYaml ? "config.yaml" : "flink-conf.yaml";

    /// <summary>The lines.</summary>
    /// <param name="flink">Flink: <c>flink-conf.yaml</c> takes everything behind the colon as it is, <c>config.yaml</c> is YAML.</param>
    /// <param name="entries">Keys and values.</param>
    public static IEnumerable<string> Of(FlinkInstallation flink, IEnumerable<KeyValuePair<string, string>> entries) =>
        entries.Select(entry => $"{entry.Key}: {(flink.ReadsYaml ? Scalar(entry.Value) : entry.Value)}");

    // A value that YAML would read as something else is written as one of JSON, which YAML 1.2 reads alike.
    private static string Scalar(string value) => IsPlain(value) ? value : JsonSerializer.Serialize(value, Quoting);

    private static bool IsPlain(string value) => value.Length > 0 && (char.IsAsciiLetterOrDigit(value[0]) || value[0] == '/')
        && value[^1] is not (' ' or ':') && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal) && value.All(character => character >= ' ');
}
