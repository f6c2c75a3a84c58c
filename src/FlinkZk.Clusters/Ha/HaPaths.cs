using FlinkZk.Wire;

namespace FlinkZk.Clusters.Ha;

/// <summary>
/// Where a cluster under ZooKeeper high availability keeps what (Flink's <c>ZooKeeperUtils</c> and <c>ZooKeeperLeaderElectionHaServices</c>, 1.15 to 2.3).
/// <code>
/// &lt;root&gt;/&lt;cluster-id&gt;
///   leader/latch/_c_&lt;guid&gt;-latch-&lt;n&gt;           ephemeral, no bytes: a process; the lowest number leads
///   leader/rest_server/connection_info        ephemeral: address and grant
///   leader/dispatcher/connection_info         the same
///   leader/resource_manager/connection_info   the same
///   leader/job-&lt;id&gt;/connection_info           the same, for each job; leader/&lt;id&gt; before 1.19
///   jobgraphs/&lt;id&gt;                            1.x: pointer to the plan of a job to run
///   execution-plans/&lt;id&gt;                      2.x: the same
///   applications/&lt;id&gt;                         2.3: pointer to an application to run
///     locks/&lt;guid&gt;                            ephemeral: a process holds the pointer; IP address
///   jobs/&lt;id&gt;/checkpoints/&lt;19 digits&gt;         pointer to a completed checkpoint, with locks as above
///   jobs/&lt;id&gt;/checkpoint_id_counter           the next checkpoint's number
/// </code>
/// </summary>
public sealed record HaPaths
{
    /// <summary>The default of <c>high-availability.zookeeper.path.root</c>.</summary>
    public const string DefaultRoot = "/flink";

    /// <summary>The default of <c>high-availability.cluster-id</c>.</summary>
    public const string DefaultClusterId = "/default";

    /// <summary>The paths of one cluster.</summary>
    /// <param name="clusterId">Flink's <c>high-availability.cluster-id</c>: any slashes around it do not matter; within, they nest.</param>
    /// <param name="root">Flink's <c>high-availability.zookeeper.path.root</c>.</param>
    /// <exception cref="ArgumentException">They make no path of a node.</exception>
    public HaPaths(string clusterId = DefaultClusterId, string root = DefaultRoot)
    {
        ArgumentNullException.ThrowIfNull(clusterId);
        ArgumentNullException.ThrowIfNull(root);
        Cluster = Join(root, clusterId);
        ZnodePath.Validate(Cluster);
    }

    /// <summary>The cluster's node.</summary>
    public string Cluster { get; }

    /// <summary>What leads, and who would.</summary>
    public string Leader => ZnodePath.Combine(Cluster, LeaderName);

    /// <summary>A child for each process that leads or stands by.</summary>
    public string Latch => $"{Leader}/{LatchName}";

    /// <summary>Plans of jobs to run, Flink 1.x.</summary>
    public string JobGraphs => ZnodePath.Combine(Cluster, "jobgraphs");

    /// <summary>Plans of jobs to run, Flink 2.x.</summary>
    public string ExecutionPlans => ZnodePath.Combine(Cluster, "execution-plans");

    /// <summary>Applications to run, Flink 2.3.</summary>
    public string Applications => ZnodePath.Combine(Cluster, "applications");

    /// <summary>Checkpoints, by job.</summary>
    public string Jobs => ZnodePath.Combine(Cluster, "jobs");

    internal const string LeaderName = "leader";

    internal const string LatchName = "latch";

    /// <summary>Names that Flink uses below a cluster: no cluster lies there.</summary>
    internal static readonly string[] OwnNames = [LeaderName, "jobgraphs", "execution-plans", "applications", "jobs"];

    /// <summary>What the REST server, the dispatcher, the resource manager or a job's master published.</summary>
    public string ConnectionInfo(string component) => $"{Leader}/{component}/connection_info";

    /// <summary>The checkpoints of a job.</summary>
    public string Checkpoints(string job) => $"{Jobs}/{job}/checkpoints";

    /// <summary>The counter of a job's checkpoints.</summary>
    public string Counter(string job) => $"{Jobs}/{job}/checkpoint_id_counter";

    /// <summary>Who holds a pointer.</summary>
    public static string Locks(string stored) => stored + "/locks";

    /// <summary>One path of several: slashes around each part do not matter, empty parts fall away (Flink's <c>ZooKeeperUtils.generateZookeeperPath</c>).</summary>
    internal static string Join(params string[] parts) => "/" + string.Join('/', parts.Select(part => part.Trim('/')).Where(part => part.Length > 0));
}
