namespace FlinkZk.Server;

/// <summary>What a server found in its data folder when it started.</summary>
public sealed record ZkServerRecovery
{
    /// <summary>The snapshot that was loaded, by the transaction it begins at; null for none.</summary>
    public long? Snapshot { get; init; }

    /// <summary>Transactions replayed from the log.</summary>
    public required long Replayed { get; init; }

    /// <summary>Bytes at the end of the log that a crash had torn: of writes that were never acknowledged. They were dropped.</summary>
    public required int TornBytes { get; init; }

    /// <summary>Snapshots that were not whole, and were put aside as <c>.broken</c>.</summary>
    public required IReadOnlyList<string> BrokenSnapshots { get; init; }
}
