using FlinkZk.Server.ZooCfg;

namespace FlinkZk;

/// <summary>Something of a zoo.cfg that is not as it should be.</summary>
public sealed class ZkServerConfigFinding : IShown
{
    private readonly ZooCfgFinding _finding;

    internal ZkServerConfigFinding(ZooCfgFinding finding, string file) => (_finding, FilePath) = (finding, file);

    /// <summary>How much it matters: Error, Warning or Information.</summary>
    public ZooCfgSeverity Severity => _finding.Severity;

    /// <summary>The key, or the one that is missing.</summary>
    public string Key => PlainText.Line(_finding.Key);

    /// <summary>The line in the file; null where there is none.</summary>
    public int? Line => _finding.Line == 0 ? null : _finding.Line;

    /// <summary>What was seen.</summary>
    public string Evidence => PlainText.Line(_finding.Evidence);

    /// <summary>What to do about it.</summary>
    public string Repair => PlainText.Line(_finding.Repair);

    /// <summary>The file.</summary>
    public string FilePath { get; }

    string? IShown.ShownKey => PlainText.Line(Key);

    string? IShown.ShownReason => PlainText.Line($"{Evidence} {Repair}");

    string? IShown.ShownFile => PlainText.Line(FilePath);

    /// <summary>The key and what was seen.</summary>
    public override string ToString() => PlainText.Line($"{Severity}: {Key}: {Evidence}");
}
