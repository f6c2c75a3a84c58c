using System.Management.Automation;

namespace FlinkZk;

/// <summary>The drive <c>zk:</c>, which Connect-Zk makes and which follows the default session of its runspace.</summary>
internal static class DefaultDrive
{
    private const string Name = "zk";
    private const string Scope = "global";

    /// <summary>Makes it, unless it is there. A drive of the user's that is called so is left alone.</summary>
    public static void Ensure(SessionState state)
    {
        if (Find(state) is null && ProviderOf(state) is { } provider)
            state.Drive.New(new ZkDriveInfo(Name, provider, "ZooKeeper, the default session"), Scope);
    }

    /// <summary>Removes it once there is no session to follow. Whoever stands on it is taken back to the file system.</summary>
    /// <returns>Whether the location was changed.</returns>
    public static bool RemoveUnlessConnected(SessionState state)
    {
        if (RunspaceSessions.Current.Default is not null || Find(state) is not ZkDriveInfo { OwnsSession: false } drive)
            return false;
        var isHere = state.Drive.Current == drive;
        if (isHere)
            state.Path.SetLocation(WildcardPattern.Escape(state.Path.CurrentFileSystemLocation.Path));
        state.Drive.Remove(Name, force: true, Scope);
        return isHere;
    }

    private static PSDriveInfo? Find(SessionState state) => state.Drive.GetAll().FirstOrDefault(static drive => drive.Name.Equals(Name, StringComparison.OrdinalIgnoreCase));

    private static ProviderInfo? ProviderOf(SessionState state) => state.Provider.GetAll().FirstOrDefault(static provider => provider.ImplementingType == typeof(ZooKeeperProvider));
}
