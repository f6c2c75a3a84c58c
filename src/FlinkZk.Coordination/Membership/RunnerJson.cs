using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(RunnerInfo))]
internal sealed partial class RunnerJson : JsonSerializerContext
{
    public static RunnerJson Readable { get; } = new(NodeJson.Readable());
}
