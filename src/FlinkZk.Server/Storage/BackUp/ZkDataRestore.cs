using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>What <see cref="ZkDataFolder.RestoreAsync"/> made of a back-up.</summary>
public sealed record ZkDataRestore
{
    private readonly TextLines _findings = new([]);

    /// <summary>The folder that a server can be started on now.</summary>
    public required string Path { get; init; }

    /// <summary>The last transaction in it.</summary>
    public required long LastZxid { get; init; }

    /// <summary>Nodes, with ZooKeeper's own four.</summary>
    public required int Nodes { get; init; }

    /// <summary>Sessions that were open; their clients can come back.</summary>
    public required int Sessions { get; init; }

    /// <summary>What somebody should know who looks after the folder, as sentences.</summary>
    public required IReadOnlyList<string> Findings { get => _findings; init => _findings = new TextLines(value); }

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}: {Nodes} nodes, everything up to 0x{LastZxid:x}");
}
