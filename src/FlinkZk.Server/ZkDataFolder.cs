using FlinkZk.Server.Log;

namespace FlinkZk.Server;

/// <summary>A server's data folder, while no server has it.</summary>
public static class ZkDataFolder
{
    /// <summary>
    /// Makes a folder that a server refuses usable again, by giving up everything from the damage on. Nothing is deleted: what is taken
    /// out of use stays beside it as <c>.broken</c>.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="DataDamagedException">The beginning is missing: there is nothing to go on from.</exception>
    /// <exception cref="IOException">A server has the folder, or it cannot be written.</exception>
    public static ZkDataRepair Repair(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"There is no folder {path}.");
        using var disk = new FileDisk(path);
        try
        {
            var report = LogRepair.Run(disk, new());
            return new()
            {
                LastZxid = report.LastZxid,
                LastLostZxid = report.LastKnownZxid > report.LastZxid ? report.LastKnownZxid : null,
                SetAside = [.. report.SetAside.Select(disk.PathOf)],
                Problems = report.Problems,
            };
        }
        catch (LogDamagedException e)
        {
            throw new DataDamagedException(e);
        }
    }
}
