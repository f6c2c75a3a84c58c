using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Configuration;

/// <summary>A value as YAML has it: as it is, or as a text of JSON, which YAML 1.2 reads alike, where it would be read as something else.</summary>
internal static partial class YamlScalar
{
    // Readable paths and addresses; this is no web page.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string value) => IsPlain(value) && ComesBack(value) ? value : JsonSerializer.Serialize(value, Quoting);

    private static bool IsPlain(string value) => value.Length > 0 && (char.IsAsciiLetterOrDigit(value[0]) || value[0] == '/')
        && value[^1] is not (' ' or ':') && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal) && value.All(character => character >= ' ');

    // Flink has the text of what YAML read: of 017 that is 17, of 1.10 it is 1.1, and a file with null is not loaded at all.
    private static bool ComesBack(string value) => value switch
    {
        "true" or "false" => true,
        _ when OtherTypes().IsMatch(value) => Canonical().IsMatch(value) && (!value.Contains('.', StringComparison.Ordinal) || double.Parse(value, CultureInfo.InvariantCulture) is 0 or >= 0.001 and < 1e7),
        _ => true,
    };

    // What the core schema of YAML 1.2 takes for null, a truth value or a number (https://yaml.org/spec/1.2.2/#1032-tag-resolution).
    [GeneratedRegex("^(null|true|false|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-f]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)(e[-+]?[0-9]+)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherTypes();

    // As Java writes a number of that value.
    [GeneratedRegex("^(0|[1-9][0-9]*|(0|[1-9][0-9]{0,6})\\.([0-9]{0,8}[1-9]|0))$")]
    private static partial Regex Canonical();
}
