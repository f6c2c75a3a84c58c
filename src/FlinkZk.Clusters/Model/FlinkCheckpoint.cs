using System.Text.Json.Serialization;

namespace FlinkZk.Clusters.Model;

/// <summary>A checkpoint or a savepoint of a job.</summary>
public sealed record FlinkCheckpoint
{
    // What Flink writes in place of a path (CheckpointStorage of a JobManager's memory).
    private const string NotAddressable = "<checkpoint-not-externally-addressable>";

    private readonly string? _path;

    /// <summary>Its number.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>IN_PROGRESS, COMPLETED or FAILED.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Whether it is a savepoint.</summary>
    [JsonPropertyName("is_savepoint")]
    public bool IsSavepoint { get; init; }

    /// <summary>When it was begun.</summary>
    [JsonPropertyName("trigger_timestamp")]
    public DateTimeOffset? Triggered { get; init; }

    /// <summary>How long it took, or takes.</summary>
    [JsonPropertyName("end_to_end_duration")]
    public TimeSpan? Duration { get; init; }

    /// <summary>The size of the state, in bytes.</summary>
    [JsonPropertyName("state_size")]
    public long? StateSize { get; init; }

    /// <summary>CHECKPOINT, UNALIGNED_CHECKPOINT, SAVEPOINT, SYNC_SAVEPOINT and the like.</summary>
    [JsonPropertyName("checkpoint_type")]
    public string? Type { get; init; }

    /// <summary>Where it lies; null where it is not complete, or lies nowhere that could be named: in the JobManager's memory.</summary>
    [JsonPropertyName("external_path")]
    public string? Path
    {
        get => _path;
        init => _path = value == NotAddressable ? null : value;
    }

    /// <summary>Whether its files are gone again.</summary>
    [JsonPropertyName("discarded")]
    public bool IsDiscarded { get; init; }

    /// <summary>Why it failed.</summary>
    [JsonPropertyName("failure_message")]
    public string? Failure { get; init; }

    /// <summary>Of one that a job was restored from: when.</summary>
    [JsonPropertyName("restore_timestamp")]
    public DateTimeOffset? Restored { get; init; }
}
