using FlinkZk.Clusters.Health;

namespace FlinkZk;

/// <summary>What Repair-FlinkHa or Remove-FlinkHaData has done.</summary>
public sealed class FlinkHaRepair : IBySession, IShown
{
    private readonly ZkSession _session;

    internal FlinkHaRepair(string clusterId, string root, HaFindingKind? kind, string path, string action, string? file, ZkSession session) =>
        (ClusterId, FlinkRoot, Kind, Path, Action, FilePath, _session) = (clusterId, root, kind, path, action, file, session);

    /// <summary>The cluster's id as Flink writes it, with the first slash: /default.</summary>
    public string ClusterId { get; }

    /// <summary>The finding that is mended; null where all data were removed.</summary>
    public HaFindingKind? Kind { get; }

    /// <summary>The node.</summary>
    public string Path { get; }

    /// <summary>What was done.</summary>
    public string Action { get; }

    /// <summary>The file with what was there before, which Import-ZkNode -Force takes from the pipeline; null where a process was ended, and no node changed.</summary>
    public string? FilePath { get; }

    /// <summary>The root below which the cluster lies.</summary>
    public string FlinkRoot { get; }

    /// <summary>The session that it was done through.</summary>
    ZkSession IBySession.Session => _session;

    string? IShown.ShownIdentity => PlainText.Line(ClusterId);

    string? IShown.ShownPath => PlainText.Line(Path);

    string? IShown.ShownReason => PlainText.Line(Action);

    string? IShown.ShownFile => PlainText.Line(FilePath);

    /// <summary>The node and what was done.</summary>
    public override string ToString() => PlainText.Line($"'{Path}': {Action}");
}
