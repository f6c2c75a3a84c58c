using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>Milliseconds since 1970, as Flink writes times; 0 and less, and no number, mean that it has not happened.</summary>
internal sealed class EpochMilliseconds : JsonConverter<DateTimeOffset?>
{
    private const long Last = 253402300799999;

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var milliseconds) && milliseconds is > 0 and <= Last
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : Lenient.Skip<DateTimeOffset?>(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
