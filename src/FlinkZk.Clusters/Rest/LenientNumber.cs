using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>A number, also as text: Flink writes NaN and the infinities so.</summary>
internal sealed class LenientNumber : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var number) => number,
        JsonTokenType.String => Parse(reader.GetString()),
        _ => Lenient.Skip<double?>(ref reader),
    };

    /// <summary>The number that a text stands for; null for none.</summary>
    public static double? Parse(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
