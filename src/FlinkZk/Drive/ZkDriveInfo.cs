using System.Management.Automation;

namespace FlinkZk;

/// <summary>A drive on ZooKeeper: the one that follows the runspace's default session, or one with a session of its own.</summary>
public sealed class ZkDriveInfo : PSDriveInfo, ISessionDrive
{
    private readonly DriveSession? _own;

    /// <summary>The drive that follows the default session.</summary>
    internal ZkDriveInfo(string name, ProviderInfo provider, string description)
        : base(name, provider, DrivePath.Root, description, PSCredential.Empty)
    {
    }

    /// <summary>A drive with a session of its own.</summary>
    internal ZkDriveInfo(PSDriveInfo asked, string root, DriveSession own)
        : base(asked.Name, asked.Provider, root, string.IsNullOrEmpty(asked.Description) ? $"ZooKeeper, {own.Session.ConnectionString}" : asked.Description, asked.Credential) => _own = own;

    /// <summary>The session behind it: for -Session of the cmdlets. Null where the drive follows the default session and there is none.</summary>
    public ZkSession? Session => _own?.Session ?? RunspaceSessions.Current.Default;

    /// <summary>Whether the session is the drive's own: it is closed when the drive is removed.</summary>
    public bool OwnsSession => _own is not null;

    internal void Close() => _own?.Close();
}
