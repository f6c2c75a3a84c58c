namespace FlinkZk.Clusters.Jobs;

/// <summary>How a checkpoint is taken that somebody asks for.</summary>
public sealed record FlinkCheckpointRequest
{
    /// <summary>Whether all of the state is written, and nothing of earlier checkpoints referred to; otherwise as the job's checkpoints are.</summary>
    public bool IsFull { get; init; }

    /// <summary>The operation's own id, 32 hexadecimal digits. One that is under way, or over for less than five minutes, is taken up again by it; null: a new one.</summary>
    public string? TriggerId { get; init; }

    /// <summary>How long it is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
