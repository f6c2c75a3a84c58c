using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>What our nodes hold is camelCase JSON; the code for it is generated, so that reflection and its start-up cost stay out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(LockHolder))]
[JsonSerializable(typeof(RevisionRecord))]
internal sealed partial class CoordinationJson : JsonSerializerContext
{
    /// <summary>The nodes are read by people with zkCli: ümlauts stay as they are, and take no more room than they need. Nothing of it goes into HTML.</summary>
    public static CoordinationJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
