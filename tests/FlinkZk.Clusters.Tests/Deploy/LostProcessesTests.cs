using FlinkZk.Client;
using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Yaml;

namespace FlinkZk.Clusters.Tests.Deploy;

public sealed class LostProcessesTests
{
    private const string Mine = "high-availability.zookeeper.quorum: zk1:2181,zk2:2181\nhigh-availability.cluster-id: orders\n";

    [Theory]
    [InlineData(Mine, 8081, "its default port")]
    [InlineData(Mine + "rest.port: 9000", 9000, "its own")]
    [InlineData(Mine + "rest.port: 8081\nrest.bind-port: 9000-9010", 9004, "one of a range")]
    [InlineData(Mine + "rest.bind-port: 8000,9000-9010", 9010, "the last of several")]
    [InlineData("high-availability.zookeeper.quorum: zk2\nhigh-availability.cluster-id: /orders/", 8081, "one server of it, and slashes")]
    [InlineData("high-availability:\n  cluster-id: /orders\n  zookeeper:\n    quorum: zk1:2181\n    path.root: /flink", 8081, "nested")]
    [InlineData(Mine + "rest.port: 9000", null, "not yet its REST port")]
    [InlineData("high-availability.zookeeper.quorum: zk1:2181", null, "the default cluster")]
    [InlineData("high-availability.zookeeper.quorum: zk3:2181\nhigh-availability.cluster-id: orders", null, "another ZooKeeper")]
    [InlineData("high-availability.zookeeper.quorum: zk1:2181/other\nhigh-availability.cluster-id: orders", null, "another root")]
    [InlineData(Mine + "high-availability.zookeeper.path.root: /streams", null, "another root of Flink")]
    [InlineData("high-availability.cluster-id: orders", null, "no ZooKeeper")]
    public void A_process_is_of_the_cluster_that_its_configuration_names_and_in_service_once_it_listens(string configuration, int? port, string because) =>
        Assert.Equal((because, port), (because, LostProcesses.Of(7, new HashSet<int> { 6123, port ?? 40000 }, "config.yaml", ConfigurationFile.Of("config.yaml", configuration, new YamlReader()).Entries, new HaPaths("orders"), ConnectionString.Parse("zk1:2181,zk2:2181"))?.RestPort));
}
