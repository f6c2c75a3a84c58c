using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Layout;
using FlinkZk.Yaml;

namespace FlinkZk.Clusters.Tests.Layout;

/// <summary>The files for hosts are those that the hosts need, and the judges of this module find nothing in them.</summary>
public sealed class LayoutTests
{
    private static readonly FlinkLayoutOptions Flink = new() { JobManagers = ["jm1", "jm2"], TaskManagers = ["tm1", "jm2"], ZooKeeper = "zk1:2181,zk2:2181,zk3:2181", Storage = "s3://flink/", ClusterId = "orders" };

    [Fact]
    public void Each_server_has_its_files_and_its_number()
    {
        var files = EnsembleLayout.Of(new() { Hosts = ["zk1", "zk2", "zk3"], DataLogDir = "/log" });
        Assert.Equal(
            ["zk1 conf/zoo.cfg", "zk1 conf/zoo.cfg.dynamic", "zk1 data/myid", "zk1 systemd/zookeeper.service"],
            files.Where(file => file.Host == "zk1").Select(file => $"{file.Host} {file.Path}"));
        Assert.Equal(["1\n", "2\n", "3\n"], files.Where(file => file.Path == "data/myid").Select(file => file.Text));
        Assert.Equal("server.1=zk1:2888:3888:participant;2181\nserver.2=zk2:2888:3888:participant;2181\nserver.3=zk3:2888:3888:participant;2181\n", Assert.Single(files.Where(file => file.Path == "conf/zoo.cfg.dynamic").Select(file => file.Text).Distinct()));
        Assert.DoesNotContain(files, file => file.Text.Contains('\r', StringComparison.Ordinal));
        var compose = new YamlReader().Read(Assert.Single(files, file => file.Host.Length == 0).Text);
        Assert.Contains(compose, entry => entry is { Key: "services.zk3.environment.ZOO_MY_ID", Value: "3" });
    }

    [Fact]
    public void A_server_alone_needs_no_members()
    {
        var files = EnsembleLayout.Of(new() { Hosts = ["zk1"], ClientPort = 2182 });
        Assert.Equal(["conf/zoo.cfg", "systemd/zookeeper.service"], files.Where(file => file.Host == "zk1").Select(file => file.Path));
        Assert.Contains("\nclientPort=2182\n", files[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.3")]
    [InlineData("1.20")]
    [InlineData("1.18")]
    [InlineData("1.16")]
    public void A_hosts_configuration_has_no_finding(string version)
    {
        var files = FlinkLayout.Of(Flink with { Version = Version.Parse(version) });
        Assert.Equal(
            [$"conf/{(version is "2.3" or "1.20" ? "config.yaml" : "flink-conf.yaml")}", "systemd/flink-jobmanager.service", "systemd/flink-taskmanager.service"],
            files.Where(file => file.Host == "jm2").Select(file => file.Path));
        var configuration = ConfigurationFile.Of($"/{files[0].Path}", files.First(file => file.Host == "jm2").Text, new YamlReader());
        var findings = ConfigurationRules.Judge(configuration.Entries);
        // Names that keys had in that version.
        Assert.All(findings, finding => Assert.True(version != "2.3" && finding.Kind is ConfigurationFindingKind.FormerKey or ConfigurationFindingKind.UnitMissing || finding.Key == "restart-strategy", finding.ToString()));
        Assert.Equal(("jm2", "/orders", "s3://flink/orders/ha"), (Value("jobmanager.rpc.address"), Value("high-availability.cluster-id"), Value("high-availability.storageDir")));

        string Value(string key) => configuration.Entries.Single(entry => entry.Key == key).Value;
    }

    [Fact]
    public void A_JobManagers_unit_completes_the_failover_and_a_TaskManagers_does_not()
    {
        var files = FlinkLayout.Of(Flink);
        Assert.Contains("ExecStopPost=-/usr/bin/pwsh -NoProfile -NonInteractive -Command \"Connect-Zk 'zk1:2181,zk2:2181,zk3:2181' | Out-Null; Complete-FlinkFailover '/orders' -Timeout 10s\"\n", files.Single(file => file is { Host: "jm1", Path: "systemd/flink-jobmanager.service" }).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ExecStopPost", files.Single(file => file is { Host: "tm1", Path: "systemd/flink-taskmanager.service" }).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zk1,zk2", "no more failures")]
    [InlineData("zk1,zk2,ZK1", "twice")]
    [InlineData("../zk1", "no name of a host")]
    [InlineData("zk1\nserver.2=evil", "no name of a host")]
    public void Servers_that_cannot_be_are_refused(string hosts, string said) =>
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => EnsembleLayout.Of(new() { Hosts = hosts.Split(',') })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a'; rm")]
    [InlineData("a\nb: c")]
    [InlineData("a b")]
    public void A_clusters_id_that_would_be_more_than_an_id_is_refused(string id) => Assert.Throws<ArgumentException>(() => FlinkLayout.Of(Flink with { ClusterId = id }));

    [Theory]
    [InlineData("a\nb\nc\n", "a\nb\nc\n", "")]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", "- b|+ x")]
    [InlineData("a\nb\nc\n", "b\nc\nd\n", "- a|+ d")]
    [InlineData("", "a\n", "+ a")]
    [InlineData("a\r\nb\r\n", "a\nb", "")]
    public void A_difference_is_the_lines_that_go_and_come(string before, string after, string lines) => Assert.Equal(lines, string.Join('|', FileDifference.Of(before, after)));
}
