using FlinkZk.Clusters.Health;

namespace FlinkZk;

/// <summary>Something of a Flink cluster's high-availability data that is not as Flink leaves it.</summary>
public sealed class FlinkHaFinding : IBySession, IShown
{
    private readonly ZkSession _session;

    internal FlinkHaFinding(string clusterId, string root, HaFinding finding, string? storagePath, string? configFile, ZkSession session) => (ClusterId, FlinkRoot, Finding, StoragePath, ConfigFile, _session) = (clusterId, root, finding, storagePath, configFile, session);

    /// <summary>The cluster's id as Flink writes it, with the first slash: /default.</summary>
    public string ClusterId { get; }

    /// <summary>How much it matters: Error, Warning, Unknown or Information.</summary>
    public HaSeverity Severity => Finding.Severity;

    /// <summary>What it is.</summary>
    public HaFindingKind Kind => Finding.Kind;

    /// <summary>The node, or the file, that it is about.</summary>
    public string Path => Finding.Path;

    /// <summary>What was seen.</summary>
    public string Evidence => Finding.Evidence;

    /// <summary>What it costs, or will cost.</summary>
    public string Cost => Finding.Cost;

    /// <summary>What to do about it.</summary>
    public string Repair => Finding.Repair;

    /// <summary>The root below which the cluster lies.</summary>
    public string FlinkRoot { get; }

    /// <summary>The folder that -StoragePath named; null for none. Repair-FlinkHa takes it from the pipeline.</summary>
    public string? StoragePath { get; }

    /// <summary>The file that -ConfigFile named; null for none. Repair-FlinkHa takes it from the pipeline.</summary>
    public string? ConfigFile { get; }

    /// <summary>The session that it was read through.</summary>
    ZkSession IBySession.Session => _session;

    internal HaFinding Finding { get; }

    string? IShown.ShownIdentity => PlainText.Line(ClusterId);

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownReason => PlainText.Line(Evidence);

    /// <summary>The kind, the place and what was seen.</summary>
    public override string ToString() => PlainText.Line($"{Severity} {Kind}: '{Path}': {Evidence}");
}
