using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>A file for a host, as New-ZkEnsemble and New-FlinkCluster write it.</summary>
public sealed class DeploymentFile : IShown
{
    internal DeploymentFile(string? host, string file, DeploymentFileState state, IEnumerable<string> difference) => (Host, FilePath, State, Difference) = (host, file, state, new TextLines(difference));

    /// <summary>The host; null of a file for all.</summary>
    public string? Host { get; }

    /// <summary>New, Same or Changed.</summary>
    public DeploymentFileState State { get; }

    /// <summary>Where it was written.</summary>
    public string FilePath { get; }

    /// <summary>The lines that went and came, behind - and +; empty of a new file.</summary>
    public IReadOnlyList<string> Difference { get; }

    string? IShown.ShownHost => PlainText.Line(Host);

    string? IShown.ShownFile => PlainText.Line(FilePath);

    string? IShown.ShownText => PlainText.Lines(string.Join('\n', Difference));

    /// <summary>The file and the state.</summary>
    public override string ToString() => PlainText.Line($"{FilePath} ({State})");
}
