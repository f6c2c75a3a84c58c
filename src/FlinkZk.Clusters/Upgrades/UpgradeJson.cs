using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Upgrades;

[JsonSerializable(typeof(FlinkUpgradeRecord))]
[JsonSerializable(typeof(FlinkJobSpec))]
internal sealed partial class UpgradeJson : JsonSerializerContext
{
    /// <summary>As all nodes of ours: camelCase, names for enumerations, and letters as people read them.</summary>
    public static UpgradeJson Readable { get; } = new(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<FlinkUpgradeStep>(allowIntegerValues: false), new JsonStringEnumConverter<Model.FlinkSavepointFormat>() },
    });
}
