using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Sql;

/// <summary>The shapes of the SQL gateway's JSON, v1 to v4, but for the pages of results.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VersionsBody))]
[JsonSerializable(typeof(InfoBody))]
[JsonSerializable(typeof(OpenBody))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(StatementBody))]
[JsonSerializable(typeof(OperationHandleBody))]
[JsonSerializable(typeof(CompleteBody))]
[JsonSerializable(typeof(CandidatesBody))]
[JsonSerializable(typeof(EmptyBody))]
internal sealed partial class SqlJson : JsonSerializerContext;
