using System.Globalization;

namespace FlinkZk.Server.Storage;

/// <summary>What a server found in its data folder when it started.</summary>
public sealed record ZkServerRecovery
{
    /// <summary>The snapshot that was loaded, by the transaction it begins at; null for none.</summary>
    public long? Snapshot { get; init; }

    /// <summary>Transactions replayed from the log.</summary>
    public required long Replayed { get; init; }

    /// <summary>Bytes at the end of the log that are no whole write, as a crash leaves them. They were dropped.</summary>
    public required long TornBytes { get; init; }

    /// <summary>What an operator should know, as sentences: a torn end, a snapshot that was put aside. Empty after a clean stop.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>One line: what was loaded, what was replayed, and the findings.</summary>
    public override string ToString()
    {
        var loaded = Snapshot is { } zxid ? string.Create(CultureInfo.InvariantCulture, $"snapshot 0x{zxid:x}") : "no snapshot";
        var line = string.Create(CultureInfo.InvariantCulture, $"{loaded}, {Replayed} transactions replayed");
        return Findings.Count == 0 ? line : $"{line}. {string.Join(' ', Findings)}";
    }
}
