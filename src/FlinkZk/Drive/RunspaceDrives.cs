namespace FlinkZk;

/// <summary>The drives of one runspace with sessions of their own, those of functions and blocks among them: the engine lists only the drives of its outermost scope.</summary>
internal sealed class RunspaceDrives : RunspacePart
{
    public static RunspaceDrives Current => ModuleState.Current.Part<RunspaceDrives>();

    public List<ZkDriveInfo> List { get; } = [];
}
