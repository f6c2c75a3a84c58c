using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>The newest checkpoint of each kind; null where there is none.</summary>
public sealed record FlinkLatestCheckpoints
{
    /// <summary>Complete, no savepoint.</summary>
    [JsonPropertyName("completed")]
    public FlinkCheckpoint? Completed { get; init; }

    /// <summary>A savepoint.</summary>
    [JsonPropertyName("savepoint")]
    public FlinkCheckpoint? Savepoint { get; init; }

    /// <summary>One that failed.</summary>
    [JsonPropertyName("failed")]
    public FlinkCheckpoint? Failed { get; init; }

    /// <summary>The one that the job was restored from.</summary>
    [JsonPropertyName("restored")]
    public FlinkCheckpoint? Restored { get; init; }
}
