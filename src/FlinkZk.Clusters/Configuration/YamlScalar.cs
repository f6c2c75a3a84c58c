using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlinkZk.Clusters.Configuration;

/// <summary>A value as YAML has it: as it is, or as a text of JSON, which YAML 1.2 reads alike, where it would be read as something else.</summary>
internal static class YamlScalar
{
    // Readable paths and addresses; this is no web page.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string value) => IsPlain(value) ? value : JsonSerializer.Serialize(value, Quoting);

    private static bool IsPlain(string value) => value.Length > 0 && (char.IsAsciiLetterOrDigit(value[0]) || value[0] == '/')
        && value[^1] is not (' ' or ':') && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal) && value.All(character => character >= ' ');
}
