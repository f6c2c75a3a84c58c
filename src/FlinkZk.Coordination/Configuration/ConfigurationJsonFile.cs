using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlinkZk.Coordination;

/// <summary>
/// Configured values as a file of JSON. That of a job, or of the defaults, is one object of keys and values; that of all is
/// <code>{ "v": 1, "revision": 12, "defaults": { "retries": 3 }, "jobs": { "orders": { "threshold": 100 } } }</code>
/// </summary>
public static class ConfigurationJsonFile
{
    private const int Version = 1;
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // People write such files.
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 40 };

    /// <summary>The text of a file of one job's values, or of the defaults.</summary>
    /// <param name="values">Keys and literals.</param>
    public static string Write(IEnumerable<KeyValuePair<string, string>> values) => Text(writer => WriteValues(writer, values));

    /// <summary>The text of a file of all.</summary>
    /// <param name="revision">The revision that they are of.</param>
    /// <param name="scopes">Keys and literals of the defaults (the job is null) and of each job.</param>
    public static string Write(long revision, IEnumerable<(string? Job, IEnumerable<KeyValuePair<string, string>> Values)> scopes)
    {
        var all = scopes.ToArray();
        return Text(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteNumber("revision", revision);
            writer.WritePropertyName("defaults");
            WriteValues(writer, all.Where(scope => scope.Job is null).SelectMany(scope => scope.Values));
            writer.WriteStartObject("jobs");
            foreach (var (job, values) in all.Where(scope => scope.Job is not null))
            {
                writer.WritePropertyName(job!);
                WriteValues(writer, values);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <summary>The values of a file for one job, or for the defaults: of a file of all those of this job.</summary>
    /// <param name="text">The file.</param>
    /// <param name="job">The job; null for the defaults.</param>
    /// <exception cref="FormatException">It is no JSON, or not such a file.</exception>
    public static ConfigurationContent Read(string text, string? job)
    {
        using var document = Parse(text);
        var root = document.RootElement;
        // What an editor is told by in a file of people's is no value.
        if (!IsOfAll(root))
            return Content(job, root, "", except: ConfigurationSchema.Key);
        var scope = root.GetProperty(job is null ? "defaults" : "jobs");
        if (job is null)
            return Content(null, scope, "defaults: ");
        return scope.TryGetProperty(job, out var own) ? Content(job, own, $"{job}: ") : throw new FormatException($"It is a file of all jobs, and holds none of the name '{job}'.");
    }

    /// <summary>The values of a file of all.</summary>
    /// <exception cref="FormatException">It is no JSON, or a file of one job.</exception>
    public static ConfigurationContent ReadAll(string text)
    {
        using var document = Parse(text);
        var root = document.RootElement;
        if (!IsOfAll(root))
            throw new FormatException("It is not a file of all jobs, which has \"v\": 1 with \"defaults\" and \"jobs\".");
        var content = Content(null, root.GetProperty("defaults"), "defaults: ");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var job in root.GetProperty("jobs").EnumerateObject())
        {
            if (!EntityName.IsValid(job.Name, out var problem))
                content = content.And(new([], [$"'{job.Name}' cannot name a job: {problem}."]));
            else if (!seen.Add(job.Name))
                content = content.And(new([], [$"The job '{job.Name}' comes a second time."]));
            else
                content = content.And(Content(job.Name, job.Value, $"{job.Name}: "));
        }
        return content;
    }

    private static JsonDocument Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return JsonDocument.Parse(text.TrimStart('\ufeff'), Lenient);
        }
        catch (JsonException e)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: this is no JSON."), e);
        }
    }

    private static bool IsOfAll(JsonElement root) => root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("v", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == Version
        && root.TryGetProperty("defaults", out var defaults) && defaults.ValueKind == JsonValueKind.Object && root.TryGetProperty("jobs", out var jobs) && jobs.ValueKind == JsonValueKind.Object;

    private static ConfigurationContent Content(string? job, JsonElement values, string place, string? except = null)
    {
        if (values.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{place}{(place.Length == 0 ? "It" : "this")} is not an object of keys and values.");
        return ConfigurationContent.Of(job, values.EnumerateObject().Where(property => property.Name != except).Select(property => ($"{place}{property.Name}", property.Name, Literal(property.Value))));
    }

    private static string Literal(JsonElement element)
    {
        try
        {
            return ConfigurationJson.Encode(element);
        }
        // Half of a surrogate pair.
        catch (InvalidOperationException e)
        {
            throw new FormatException($"{element.GetRawText()} is no text: it holds half of a character.", e);
        }
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteValues(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string>> values)
    {
        writer.WriteStartObject();
        foreach (var (key, json) in values)
        {
            writer.WritePropertyName(key);
            writer.WriteRawValue(json);
        }
        writer.WriteEndObject();
    }
}
