using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;

namespace FlinkZk;

/// <summary>A cluster whose processes this runspace has started, and ends.</summary>
/// <param name="id">Its number among those of the runspace.</param>
/// <param name="cluster">Its processes.</param>
/// <param name="session">The session by which it is known.</param>
/// <param name="isTemporary">Whether its folder was made for it alone.</param>
internal sealed class LocalFlink(int id, LocalCluster cluster, ZkSession session, bool isTemporary)
{
    private static readonly string[] State = ["savepoints", "checkpoints"];

    public int Id => id;

    public LocalCluster Cluster => cluster;

    public ZkSession Session => session;

    /// <summary>How many processes of each role there are to be.</summary>
    public (int JobManagers, int TaskManagers) Wanted { get; set; }

    public HaPaths Paths { get; } = new(cluster.Options.ClusterId, cluster.Options.Root);

    /// <summary>Kills what is left of it. A folder made for it goes, unless a job has left something to start from.</summary>
    public void End()
    {
        cluster.Dispose();
        if (!isTemporary || State.Any(name => Directory.Exists(Path.Combine(cluster.Options.Folder, name))))
            return;
        try
        {
            Directory.Delete(cluster.Options.Folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is one of the system's temporary files.
        }
    }
}
