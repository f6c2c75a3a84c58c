namespace FlinkZk.Clusters.Model;

/// <summary>That a JobManager process holds a stored handle, so that no other removes it.</summary>
/// <param name="Name">The node's name, a GUID.</param>
/// <param name="Holder">Who: the node's session is the process's, and its text the IP address of its machine (Curator's default data).</param>
public sealed record HandleLock(string Name, Known<NodeContent<string>> Holder);
