using System.Management.Automation;
using FlinkZk.Client;
using FlinkZk.Coordination;

namespace FlinkZk;

public sealed partial class ZooKeeperProvider
{
    /// <inheritdoc/>
    protected override object NewDriveDynamicParameters() => NewDriveParameters.Make();

    /// <inheritdoc/>
    protected override PSDriveInfo? NewDrive(PSDriveInfo drive)
    {
        ArgumentNullException.ThrowIfNull(drive);
        if (drive is ZkDriveInfo)
            return drive;
        try
        {
            var options = NewDriveParameters.Read(DynamicParameters, drive.Root.Replace('\\', '/').TrimEnd('/'), drive.Credential, FullPath).ToOptions();
            var session = Patient.Connect(token => SessionConnector.ConnectAsync(options, new ClusterPaths(ClusterPaths.DefaultRoot), token));
            var made = new ZkDriveInfo(drive, DrivePath.FromNode("/", session.ConnectionString), new DriveSession(session));
            RunspaceDrives.Current.List.Add(made);
            return made;
        }
        catch (Exception e) when (IsItems(e))
        {
            throw new DriveException(DriveErrors.ToErrorRecord(e, ConnectionString.Masked(drive.Root)));
        }
    }

    /// <inheritdoc/>
    protected override PSDriveInfo RemoveDrive(PSDriveInfo drive)
    {
        if (drive is ZkDriveInfo ours)
        {
            RunspaceDrives.Current.List.RemoveAll(known => ReferenceEquals(known, ours));
            ours.Close();
        }
        return drive;
    }

    private string? FullPath(string? path) => path is null ? null : RegularFile.FullPath(SessionState, path);
}
