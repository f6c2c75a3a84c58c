using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Watching;

/// <summary>What one look at a cluster saw; null is what it did not see.</summary>
/// <param name="Time">When.</param>
internal sealed record ClusterObservation(DateTimeOffset Time)
{
    /// <summary>When the look began: while nobody answers, it takes its time.</summary>
    public DateTimeOffset Began { get; init; } = Time;

    /// <summary>The REST server of the leader that answered; null where nobody did.</summary>
    public Uri? Leader { get; init; }

    /// <summary>Its grant of leadership; null where addresses were given by hand.</summary>
    public Guid? Grant { get; init; }

    /// <summary>Why nobody answered.</summary>
    public string? Problem { get; init; }

    /// <summary>The jobs, by their ids.</summary>
    public IReadOnlyDictionary<string, JobObservation>? Jobs { get; init; }

    /// <summary>Ids of the TaskManagers that are registered.</summary>
    public IReadOnlyCollection<string>? TaskManagers { get; init; }
}

/// <summary>What one look saw of a job; null is what it did not see, or was not to look for.</summary>
/// <param name="Id">The job.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Its state.</param>
internal sealed record JobObservation(string Id, string Name, string State)
{
    public bool HasEnded => FlinkJobState.IsTerminal(State);

    /// <summary>How often it was restarted since its leader has it.</summary>
    public double? Restarts { get; init; }

    /// <summary>How many of its checkpoints have failed since its leader has it.</summary>
    public long? FailedCheckpoints { get; init; }

    /// <summary>Whether its leader knows of one that is complete.</summary>
    public bool HasCheckpoint { get; init; }

    /// <summary>Since when it is without a new checkpoint: when the last one that is complete was begun, else when the job was; null of a job that makes none.</summary>
    public DateTimeOffset? CheckpointSince { get; init; }

    /// <summary>How far its lowest watermark is behind the clock.</summary>
    public TimeSpan? Lag { get; init; }
}
