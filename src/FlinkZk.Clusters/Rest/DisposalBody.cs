using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The body of POST /savepoint-disposal.</summary>
internal sealed record DisposalBody([property: JsonPropertyName("savepoint-path")] string Path);
