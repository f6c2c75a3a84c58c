using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(RevisionRecord))]
internal sealed partial class RevisionJson : JsonSerializerContext
{
    public static RevisionJson Readable { get; } = new(NodeJson.Readable());
}
