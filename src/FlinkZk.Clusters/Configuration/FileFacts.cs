namespace FlinkZk.Clusters.Configuration;

/// <summary>What a file is beside its content and its name.</summary>
/// <param name="Device">Where it is.</param>
/// <param name="Inode">Which one it is there.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Group">Of which group.</param>
/// <param name="Mode">Its kind, and who may do what with it.</param>
internal readonly record struct FileFacts(ulong Device, ulong Inode, uint Links, uint User, uint Group, ushort Mode)
{
    /// <summary>Whether two names or descriptors mean one file.</summary>
    public bool IsSame(FileFacts other) => (Device, Inode) == (other.Device, other.Inode);
}
