namespace FlinkZk;

/// <summary>A drive whose items are nodes.</summary>
internal interface ISessionDrive
{
    /// <summary>The session behind it; null where there is none.</summary>
    ZkSession? Session { get; }
}
