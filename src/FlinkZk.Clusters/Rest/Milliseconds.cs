using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>A duration in milliseconds; less than 0, and no number, mean none.</summary>
internal sealed class Milliseconds : JsonConverter<TimeSpan?>
{
    private const long Longest = long.MaxValue / TimeSpan.TicksPerMillisecond;

    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and < Longest
            ? TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond)
            : Lenient.Skip<TimeSpan?>(ref reader);

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
