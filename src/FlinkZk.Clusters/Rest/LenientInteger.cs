using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>An integer; whatever else stands there is none.</summary>
internal sealed class LenientInteger : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : Lenient.Skip<long?>(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
