using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(LockHolder))]
[JsonSerializable(typeof(LockActionRecord))]
internal sealed partial class LockJson : JsonSerializerContext
{
    public static LockJson Readable { get; } = new(NodeJson.Readable());
}
