namespace FlinkZk.Server;

/// <summary>Whose folder it is, by what lies in it.</summary>
internal enum FolderOwner
{
    /// <summary>Nothing lies in it.</summary>
    Nobody,

    /// <summary>A server of ours.</summary>
    Ours,

    /// <summary>A Java server.</summary>
    Java,

    /// <summary>Anybody else.</summary>
    Others,
}
