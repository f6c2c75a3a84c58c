using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlinkZk.Coordination;

/// <summary>How our nodes hold JSON: camelCase. The code for it is generated, so that reflection and its start-up cost stay out.</summary>
internal static class NodeJson
{
    /// <summary>The nodes are read by people with zkCli: ümlauts stay as they are, and take no more room than they need. Nothing of it goes into HTML. Each context needs an object of its own.</summary>
    public static JsonSerializerOptions Readable() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
