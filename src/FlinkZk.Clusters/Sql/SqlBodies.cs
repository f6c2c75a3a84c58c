using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Sql;

/// <summary>GET /api_versions.</summary>
internal sealed record VersionsBody([property: JsonPropertyName("versions")] IReadOnlyList<string?>? Versions);

/// <summary>GET /info.</summary>
internal sealed record InfoBody([property: JsonPropertyName("version")] string? Version);

/// <summary>POST /sessions.</summary>
internal sealed record OpenBody([property: JsonPropertyName("sessionName")] string? Name, [property: JsonPropertyName("properties")] IReadOnlyDictionary<string, string> Properties);

/// <summary>What that answers.</summary>
internal sealed record SessionBody([property: JsonPropertyName("sessionHandle")] string? Handle);

/// <summary>POST statements.</summary>
internal sealed record StatementBody([property: JsonPropertyName("statement")] string Statement, [property: JsonPropertyName("executionConfig")] IReadOnlyDictionary<string, string>? Configuration);

/// <summary>What that answers.</summary>
internal sealed record OperationHandleBody([property: JsonPropertyName("operationHandle")] string? Handle);

/// <summary>GET complete-statement, which has a body.</summary>
internal sealed record CompleteBody([property: JsonPropertyName("statement")] string Statement, [property: JsonPropertyName("position")] int Position);

/// <summary>What that answers.</summary>
internal sealed record CandidatesBody([property: JsonPropertyName("candidates")] IReadOnlyList<string?>? Candidates);

/// <summary>A body of no content.</summary>
internal sealed record EmptyBody;
