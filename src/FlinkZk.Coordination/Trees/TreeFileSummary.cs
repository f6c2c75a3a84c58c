namespace FlinkZk.Coordination;

/// <summary>What is in a subtree's file.</summary>
/// <param name="Header">Its first line; null if that cannot be used.</param>
/// <param name="Nodes">Nodes.</param>
/// <param name="Bytes">Bytes of their data.</param>
/// <param name="Unreadable">Nodes that could not be read when the file was made.</param>
/// <param name="Problems">Why it cannot be used; empty if it can.</param>
public sealed record TreeFileSummary(TreeFileHeader? Header, long Nodes, long Bytes, long Unreadable, IReadOnlyList<TreeException> Problems);
