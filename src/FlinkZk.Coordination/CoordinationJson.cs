using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>What our nodes hold is camelCase JSON; the code for it is generated, so that reflection and its start-up cost stay out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(LockHolder))]
[JsonSerializable(typeof(RevisionRecord))]
internal sealed partial class CoordinationJson : JsonSerializerContext;
