using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk;

/// <summary>A stream's definition as JSON.</summary>
/// <param name="V">The version of this form.</param>
/// <param name="Name">The stream's name.</param>
/// <param name="Steps">Its steps, each after those whose records it takes.</param>
/// <param name="Ends">The outputs at its end.</param>
internal sealed record StreamFile(int V, string Name, IReadOnlyList<StreamStep> Steps, IReadOnlyList<string> Ends)
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new ScriptConverter(), new DurationConverter(), new AggregateConverter(), new JsonStringEnumConverter() },
    };

    public static string Print(FlinkStream stream) => JsonSerializer.Serialize(new StreamFile(Version, stream.Name, stream.All, stream.Ends), Options).ReplaceLineEndings("\n") + "\n";

    /// <exception cref="FlinkZkException">It is no definition.</exception>
    public static FlinkStream Read(string json, string file)
    {
        try
        {
            var read = JsonSerializer.Deserialize<StreamFile>(json, Options) ?? throw new JsonException("It is null.");
            if (read.V != Version)
                throw new JsonException($"Its version is {read.V}, and {Version} is known.");
            return FlinkStream.Of(Check(read.Name, "name"), [.. Check(read.Steps, "steps").Select(step => Check(step, "steps"))], Check(read.Ends, "ends"));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException or ParseException)
        {
            throw new FlinkZkException("InvalidStream", ErrorCategory.InvalidData, $"'{file}' is no stream: {e.Message}", "Export-FlinkStream writes such files.", e);
        }
    }

    private static T Check<T>(T? value, string name) => value ?? throw new JsonException($"'{name}' is missing.");

    private sealed class ScriptConverter : JsonConverter<ScriptBlock>
    {
        public override ScriptBlock? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ScriptBlock.Create(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, ScriptBlock value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString().Trim());
    }

    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Duration.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(StepText.Duration(value));
    }

    private sealed class AggregateConverter : JsonConverter<Streams.Aggregates.Aggregate>
    {
        public override Streams.Aggregates.Aggregate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Streams.Aggregates.Aggregate.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Streams.Aggregates.Aggregate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
