using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>What <see cref="ZkDataFolder.ImportAsync(string, string?, string, CancellationToken)"/> found and made.</summary>
public sealed record ZkDataImport
{
    private readonly TextLines _findings = new([]);

    /// <summary>The folder that a server can be started on now.</summary>
    public required string Path { get; init; }

    /// <summary>The folder whose data they are: of several members' the newest.</summary>
    public required string Source { get; init; }

    /// <summary>The last transaction in it.</summary>
    public required long LastZxid { get; init; }

    /// <summary>Nodes, with ZooKeeper's own four.</summary>
    public required int Nodes { get; init; }

    /// <summary>Sessions that were open; their clients can come back.</summary>
    public required int Sessions { get; init; }

    /// <summary>The snapshot that was read; null if the log holds everything.</summary>
    public required string? Snapshot { get; init; }

    /// <summary>Transactions that were replayed from the log.</summary>
    public required long Replayed { get; init; }

    /// <summary>What somebody should know who relies on it, as sentences: an end or a snapshot that is not whole, a server still at work, how members differ. Empty where there is nothing to know.</summary>
    public required IReadOnlyList<string> Findings { get => _findings; init => _findings = new TextLines(value); }

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}: {Nodes} nodes, everything up to 0x{LastZxid:x}, {Findings.Count} findings");
}
