namespace FlinkZk.Clusters.Machine;

/// <summary>What is seen of this machine's processes, to judge whether one of them lives.</summary>
/// <param name="Hosts">Where the hosts that were asked for lie.</param>
/// <param name="ListeningPorts">TCP ports on which somebody listens.</param>
/// <param name="JobManagers">The JobManagers; null where processes cannot be listed (Linux alone shows their command lines and ports).</param>
public sealed record MachineFacts(IReadOnlyDictionary<string, HostPlace> Hosts, IReadOnlySet<int> ListeningPorts, IReadOnlyList<JobManagerProcess>? JobManagers);
