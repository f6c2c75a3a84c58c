using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>What <see cref="ZkDataFolder.Repair"/> did, for whoever has to answer for it.</summary>
public sealed record ZkDataRepair
{
    private readonly TextLines _problems = new([]), _setAside = new([]);

    /// <summary>The last transaction that is left.</summary>
    public required long LastZxid { get; init; }

    /// <summary>The last transaction that is known to have been there: those between are lost. Null if none is known after <see cref="LastZxid"/>.</summary>
    public required long? LastLostZxid { get; init; }

    /// <summary>Files that keep, unchanged, what was damaged or could not be used.</summary>
    public required IReadOnlyList<string> SetAside { get => _setAside; init => _setAside = new TextLines(value); }

    /// <summary>What was found, one sentence each; empty if nothing had to be done.</summary>
    public required IReadOnlyList<string> Problems { get => _problems; init => _problems = new TextLines(value); }

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Problems.Count} problems; everything up to 0x{LastZxid:x} is left");
}
