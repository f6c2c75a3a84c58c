using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Health;

namespace FlinkZk;

/// <summary>Something of a configuration of Flink that is not as it should be.</summary>
public sealed class FlinkConfigFinding : IShown
{
    private readonly ConfigurationFinding _finding;

    internal FlinkConfigFinding(ConfigurationFinding finding, string? file) => (_finding, FilePath) = (finding, file);

    /// <summary>How much it matters: Error, Warning, Unknown or Information.</summary>
    public HaSeverity Severity => _finding.Severity;

    /// <summary>What it is.</summary>
    public ConfigurationFindingKind Kind => _finding.Kind;

    /// <summary>The key, or the one that is missing.</summary>
    public string Key => PlainText.Line(_finding.Key);

    /// <summary>The line in the file; null where there is none.</summary>
    public int? Line => _finding.Line == 0 ? null : _finding.Line;

    /// <summary>What was seen.</summary>
    public string Evidence => PlainText.Line(_finding.Evidence);

    /// <summary>What to do about it.</summary>
    public string Repair => PlainText.Line(_finding.Repair);

    /// <summary>The file; null of a JobManager.</summary>
    public string? FilePath { get; }

    string? IShown.ShownKey => PlainText.Line(Key);

    string? IShown.ShownReason => PlainText.Line($"{Evidence} {Repair}");

    string? IShown.ShownFile => PlainText.Line(FilePath);

    /// <summary>The kind, the key and what was seen.</summary>
    public override string ToString() => PlainText.Line($"{Severity} {Kind}: {Key}: {Evidence}");
}
