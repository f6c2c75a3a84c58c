using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Rest;

/// <summary>The answer of POST /jars/upload: where the JobManager has put the jar.</summary>
internal sealed record UploadBody([property: JsonPropertyName("filename")] string? FileName);
