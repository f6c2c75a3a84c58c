using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>A back-up that was made: one file.</summary>
public sealed record ZkDataBackUp
{
    private readonly TextLines _findings = new([]);

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Everything up to this transaction is in it, and nothing after.</summary>
    public required long LastZxid { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>What somebody should know who looks after it, as sentences: what another one left there that was ended before it was through.</summary>
    public IReadOnlyList<string> Findings { get => _findings; init => _findings = new TextLines(value); }

    /// <summary>In one line.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}: {Length} bytes, everything up to 0x{LastZxid:x}");
}
