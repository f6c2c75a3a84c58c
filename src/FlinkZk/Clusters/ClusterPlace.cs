using System.Management.Automation;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Ha;

namespace FlinkZk;

/// <summary>Where a cluster is found, as a file of Flink's configuration says: by its high-availability data in ZooKeeper, or else at the address of its REST server.</summary>
/// <param name="ZooKeeper">The servers; null without high availability in ZooKeeper.</param>
/// <param name="ClusterId">Its id there.</param>
/// <param name="Root">The node below which it lies.</param>
/// <param name="Addresses">Its REST server; none with ZooKeeper.</param>
internal sealed record ClusterPlace(string? ZooKeeper, string ClusterId, string Root, Uri[] Addresses)
{
    private const string Quorum = "high-availability.zookeeper.quorum";

    /// <exception cref="FlinkZkException">The file names neither.</exception>
    public static ClusterPlace Of(ConfigurationFile file)
    {
        // Named high-availability before 1.17, and for what it is an old class name works still.
        if ((Value("high-availability.type") ?? Value("high-availability"))?.Contains("zookeeper", StringComparison.OrdinalIgnoreCase) == true)
        {
            return new(
                Value(Quorum) ?? throw Missing(Quorum), Value("high-availability.cluster-id") ?? HaPaths.DefaultClusterId, Value("high-availability.zookeeper.path.root") ?? HaPaths.DefaultRoot, []);
        }
        var host = Value("rest.address") ?? Value("jobmanager.rpc.address") ?? throw Missing("rest.address");
        var address = $"{(Value("security.ssl.rest.enabled") == "true" ? "https" : "http")}://{host}:{Value("rest.port") ?? "8081"}";
        return new(null, "", "", [System.Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : throw new FlinkZkException("FlinkConfigUnreadable", ErrorCategory.InvalidData, $"'{file.Path}' names '{address}', which is no address.", "Correct rest.address and rest.port.")]);

        string? Value(string key) => file.Entries.LastOrDefault(entry => entry.Key == key)?.Value is { Length: > 0 } value ? value : null;

        FlinkZkException Missing(string key) => new("FlinkConfigUnreadable", ErrorCategory.InvalidData, $"'{file.Path}' does not say where the cluster is: it has no {key}.", "Set it, or connect with -Uri or -ZooKeeper.");
    }
}
