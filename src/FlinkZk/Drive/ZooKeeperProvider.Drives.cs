using System.Management.Automation;
using FlinkZk.Coordination;

namespace FlinkZk;

public sealed partial class ZooKeeperProvider
{
    /// <inheritdoc/>
    protected override object NewDriveDynamicParameters() => new NewDriveParameters();

    /// <inheritdoc/>
    protected override PSDriveInfo? NewDrive(PSDriveInfo drive)
    {
        ArgumentNullException.ThrowIfNull(drive);
        if (drive is ZkDriveInfo)
            return drive;
        try
        {
            var given = DynamicParameters as NewDriveParameters ?? new NewDriveParameters();
            var options = given.ToSession(drive.Root.Replace('\\', '/').TrimEnd('/'), drive.Credential).ToOptions(FullPath);
            var session = Patient.Connect(token => SessionConnector.ConnectAsync(options, new ClusterPaths(ClusterPaths.DefaultRoot), token));
            return new ZkDriveInfo(drive, DrivePath.FromNode("/", session.ConnectionString), new DriveSession(session));
        }
        catch (Exception e) when (IsItems(e))
        {
            throw new DriveException(ErrorMapper.ToErrorRecord(e, drive.Root));
        }
    }

    /// <inheritdoc/>
    protected override PSDriveInfo RemoveDrive(PSDriveInfo drive)
    {
        (drive as ZkDriveInfo)?.Close();
        return drive;
    }

    private string? FullPath(string? path) => path is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
