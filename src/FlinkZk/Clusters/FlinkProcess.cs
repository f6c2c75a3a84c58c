using FlinkZk.Clusters.Deploy;

namespace FlinkZk;

/// <summary>A process of a cluster that Start-FlinkCluster has started. Each property tells of this moment.</summary>
public sealed class FlinkProcess : IShown
{
    private readonly LocalProcess _process;

    internal FlinkProcess(LocalProcess process) => _process = process;

    /// <summary>Its name in the cluster: jobmanager-1.</summary>
    public string Name => _process.Name;

    /// <summary>What it is for.</summary>
    public FlinkRole Role => _process.Role;

    /// <summary>The system's number of it, which Get-Process takes.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it runs, was ended, or ended by itself.</summary>
    public FlinkProcessState State => _process.HasFailed ? FlinkProcessState.Failed : _process.HasEnded ? FlinkProcessState.Ended : FlinkProcessState.Running;

    /// <summary>With what it ended; null while it runs.</summary>
    public int? ExitCode => _process.ExitCode;

    /// <summary>The REST server of a JobManager; null of a TaskManager.</summary>
    public Uri? RestAddress => _process.RestPort is { } port ? new UriBuilder("http", "127.0.0.1", port).Uri : null;

    /// <summary>The file that it logs to.</summary>
    public string LogPath => _process.LogPath;

    string? IShown.ShownHost => RestAddress?.AbsoluteUri.TrimEnd('/');

    string? IShown.ShownFile => PlainText.Line(LogPath);

    /// <summary>The name and the state.</summary>
    public override string ToString() => $"{Name} ({State})";
}
