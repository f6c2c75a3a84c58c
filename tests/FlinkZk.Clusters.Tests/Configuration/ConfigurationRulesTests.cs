using System.Net;
using System.Net.Sockets;
using FlinkZk.Clusters.Configuration;

namespace FlinkZk.Clusters.Tests.Configuration;

/// <summary>What is wrong with a configuration is told with what is right.</summary>
public sealed class ConfigurationRulesTests
{
    private const string Sound = """
        jobmanager.rpc.address: jm1
        high-availability.type: zookeeper
        high-availability.zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181
        high-availability.storageDir: s3://flink/ha
        high-availability.cluster-id: /orders
        execution.checkpointing.interval: 1 min
        execution.checkpointing.dir: s3://flink/checkpoints
        taskmanager.memory.process.size: 4 gb
        metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
        """;

    [Fact]
    public void A_sound_one_has_no_finding() => Assert.Empty(Judge(""));

    [Theory]
    [InlineData("jobmanager.rpc.zookeeper.quorum: zk1:2181", "Error IneffectiveKey jobmanager.rpc.zookeeper.quorum 10", "high-availability.zookeeper.quorum")]
    [InlineData("taskmanager.rpc.zookeeper.quorum: zk1:2181", "Error IneffectiveKey taskmanager.rpc.zookeeper.quorum 10", "high-availability.zookeeper.quorum")]
    [InlineData("state.checkpoints.num-retained: 3", "Information FormerKey state.checkpoints.num-retained 10", "execution.checkpointing.num-retained")]
    [InlineData("taskmanager.numberOfTaskSlot: 2", "Warning UnknownKey taskmanager.numberOfTaskSlot 10", "taskmanager.numberOfTaskSlots")]
    [InlineData("exection.checkpointing.mode: EXACTLY_ONCE", "Warning UnknownKey exection.checkpointing.mode 10", "execution.checkpointing.mode")]
    [InlineData("checkpointing.mode: EXACTLY_ONCE", "Warning UnknownKey checkpointing.mode 10", "execution.checkpointing.mode")]
    [InlineData("orders.batch: 7", "Warning UnknownKey orders.batch 10", "a job reads it")]
    [InlineData("rest.port: abc", "Error InvalidValue rest.port 10", "does not start")]
    [InlineData("jobmanager.memory.process.size: 4096", "Warning UnitMissing jobmanager.memory.process.size 10", "Write the unit")]
    [InlineData("execution.checkpointing.timeout: 60", "Information UnitMissing execution.checkpointing.timeout 10", "Write the unit")]
    [InlineData("recovery.mode: zookeeper", "Information FormerKey recovery.mode 10", "high-availability.type")]
    [InlineData("execution.checkpointing.mode: twice", "Error InvalidValue execution.checkpointing.mode 10", "EXACTLY_ONCE")]
    [InlineData("high-availability.zookeeper.client.acl: creator\nzookeeper.sasl.disable: true", "Error Contradiction high-availability.zookeeper.client.acl 10", "zookeeper.sasl.disable")]
    [InlineData("rest.port: 70000", "Error InvalidValue rest.port 10", "65535")]
    [InlineData("rest.bind-port: 8081-80", "Error InvalidValue rest.bind-port 10", "ends before it begins")]
    [InlineData("high-availability.jobmanager.port: 50010,99999", "Error InvalidValue high-availability.jobmanager.port 10", "'99999' is no port")]
    [InlineData("restart-strategy.type: fixed", "Error InvalidValue restart-strategy.type 10", "fixed-delay")]
    [InlineData("restart-strategy: sometimes", "Error InvalidValue restart-strategy 10", "exponential-delay")]
    [InlineData("restart-strategy.fixed-delay.attempts: -3", "Error InvalidValue restart-strategy.fixed-delay.attempts 10", "0 or more")]
    [InlineData("taskmanager.numberOfTaskSlots: 0", "Error InvalidValue taskmanager.numberOfTaskSlots 10", "1 or more")]
    [InlineData("state.backend.type: rocks", "Error InvalidValue state.backend.type 10", "hashmap, rocksdb")]
    [InlineData("taskmanager.memory.task.heap.size: lots", "Error InvalidValue taskmanager.memory.task.heap.size 10", "1 gb")]
    [InlineData("taskmanager.memory.task.heap.size: 99999999999g", "Error InvalidValue taskmanager.memory.task.heap.size 10", "larger than any memory")]
    [InlineData("taskmanager.memory.managed.size: 4g", "Error Contradiction taskmanager.memory.process.size 8", "managed 4096 mb")]
    [InlineData("taskmanager.memory.task.heap.size: 3g\ntaskmanager.memory.managed.size: 1g", "Error Contradiction taskmanager.memory.process.size 8", "task.heap 3072 mb")]
    [InlineData("jobmanager.memory.process.size: 512m", "Error Contradiction jobmanager.memory.process.size 10", "jvm-metaspace 256 mb, jvm-overhead 192 mb, off-heap 128 mb")]
    [InlineData("high-availability.zookeeper.client.session-timeout: 2 s", "Information SessionTimeout high-availability.zookeeper.client.session-timeout 10", "4 to 40 s")]
    [InlineData("high-availability.zookeeper.client.session-timeout: 5 min", "Information SessionTimeout high-availability.zookeeper.client.session-timeout 10", "4 to 40 s")]
    [InlineData("taskmanager.memory.flink.size: 2g", "Warning Contradiction taskmanager.memory.flink.size 10", "one of the two")]
    public void One_thing_that_is_wrong_is_found_with_what_is_right(string lines, string expected, string said)
    {
        var finding = Judge(lines).First(finding => $"{finding.Severity} {finding.Kind} {finding.Key} {finding.Line}" == expected);
        Assert.Contains(said, $"{finding.Evidence} {finding.Repair}", StringComparison.Ordinal);
        Assert.All([finding.Evidence, finding.Repair], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("high-availability.type: zookeeper", "high-availability.type: none", "Error HighAvailabilityOff high-availability.zookeeper.quorum")]
    [InlineData("high-availability.type: zookeeper", "", "Error HighAvailabilityOff high-availability.zookeeper.quorum")]
    [InlineData("high-availability.storageDir: s3://flink/ha", "", "Error HighAvailabilityIncomplete high-availability.storageDir")]
    [InlineData("high-availability.zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181", "", "Error HighAvailabilityIncomplete high-availability.zookeeper.quorum")]
    [InlineData("zk1:2181,zk2:2181,zk3:2181", "zk1:2181,zk2:2181", "Information QuorumOdd high-availability.zookeeper.quorum")]
    [InlineData("zk1:2181,zk2:2181,zk3:2181", "zk1:port", "Error QuorumOdd high-availability.zookeeper.quorum")]
    [InlineData("zk1:2181,zk2:2181,zk3:2181", "zk1:2181;zk2:2181;zk3:2181", "Error InvalidValue high-availability.zookeeper.quorum")]
    [InlineData("zk1:2181,zk2:2181,zk3:2181", "zk1:2181 zk2:2181 zk3:2181", "Error InvalidValue high-availability.zookeeper.quorum")]
    [InlineData("storageDir: s3://flink/ha", "storageDir: /flink/ha", "Warning SchemeMissing high-availability.storageDir")]
    [InlineData("dir: s3://flink/checkpoints", "dir: flink/checkpoints", "Warning SchemeMissing execution.checkpointing.dir")]
    [InlineData("high-availability.cluster-id: /orders", "", "Information HighAvailabilityIncomplete high-availability.cluster-id")]
    [InlineData("address: jm1", "address: localhost", "Warning AddressLocal jobmanager.rpc.address")]
    [InlineData("execution.checkpointing.dir: s3://flink/checkpoints", "", "Warning CheckpointsInMemory execution.checkpointing.dir")]
    [InlineData("execution.checkpointing.interval: 1 min", "", "Information CheckpointsOff execution.checkpointing.interval")]
    public void What_does_not_fit_together_is_found(string part, string instead, string expected) =>
        Assert.Equal([expected], Rules(Sound.Replace(part, instead, StringComparison.Ordinal)).Select(finding => $"{finding.Severity} {finding.Kind} {finding.Key}"));

    // Flink 2.3.0's and 1.20's own files, what their Docker images and operators set, and sizes that its own calculation starts with.
    [Theory]
    [InlineData("rest.bind-port: 8080-8090\nrest.port: 8081\njobmanager.rpc.port: 6123\nblob.server.port: 50100-50200,50300\njmx.server.port: 0\nmetrics.reporter.prom.port: 9250-9260")]
    [InlineData("restart-strategy.type: FixedDelay\nrestart-strategy.fixed-delay.attempts: 2147483647\nstate.backend.type: org.example.Backend")]
    [InlineData("jobmanager.memory.process.size: 1600m\ntaskmanager.numberOfTaskSlots: 1\nparallelism.default: 1\njobmanager.execution.failover-strategy: region")]
    [InlineData("taskmanager.memory.managed.size: 0\ntaskmanager.memory.network.max: 64 mb\ntaskmanager.memory.jvm-overhead.max: 192 mb\ntaskmanager.memory.task.heap.size: 2560 mb")]
    [InlineData("high-availability.zookeeper.client.session-timeout: 10000 ms")]
    [InlineData("fs.default-scheme: hdfs://nn:8020\nexecution.checkpointing.savepoint-dir: /savepoints")]
    public void What_Flink_takes_is_no_finding(string lines) => Assert.Empty(Judge(lines));

    [Fact]
    public void A_secret_is_in_no_finding() => Assert.DoesNotContain("s3cret", string.Join('\n', Judge("security.ssl.rest.key-password: s3cret\nsecurity.ssl.rest.key-password: s3cret2\nnosuch.password: s3cret")), StringComparison.Ordinal);

    // Tried on Flink 2.3.0's own ConfigurationUtils.
    [Theory]
    [InlineData(FlinkKeyType.Duration, "PT10S, 10, 10 s, 10s, 1 min, 1m, 1 hour, 5 d, 1 M, 10 sec, 10 S", "1.5 s, -1 s, true, yes, 1 minuts")]
    [InlineData(FlinkKeyType.MemorySize, "4096, 4 gb, 4g, 4G, 4 GB, 4gibibytes, 4 mebibytes, 1024 kb", "4GiB, 1.5g, -1m")]
    [InlineData(FlinkKeyType.Flag, "true, TRUE, false", "yes, 1, 10, PT10S")]
    [InlineData(FlinkKeyType.Choice, "exactly_once, Exactly_Once", "EXACTLY-ONCE")]
    public void A_value_is_taken_or_not_as_Flink_does(FlinkKeyType type, string taken, string refused)
    {
        var key = new FlinkKey("key", type, null, [], type == FlinkKeyType.Choice ? ["EXACTLY_ONCE", "AT_LEAST_ONCE"] : []);
        Assert.All(taken.Split(", "), value => Assert.Null(ValueRules.Refuse(key, value)));
        Assert.All(refused.Split(", "), value => Assert.NotNull(ValueRules.Refuse(key, value)));
    }

    [Fact]
    public void Defaults_of_all_keys_are_values_that_can_be_read_or_Flinks_own_words() =>
        Assert.All(FlinkKeys.All.Where(key => key is { Default: not null, Type: FlinkKeyType.Flag or FlinkKeyType.Whole or FlinkKeyType.WholeLong or FlinkKeyType.Real or FlinkKeyType.Choice or FlinkKeyType.MemorySize }), key => Assert.True(ValueRules.Refuse(key, key.Default!) is null, $"{key.Name}: {key.Default}"));

    [Fact]
    public void All_keys_are_there_with_their_former_names()
    {
        Assert.InRange(FlinkKeys.All.Count, 900, 1000);
        Assert.True(FlinkKeys.TryFind("recovery.zookeeper.quorum", out var quorum));
        Assert.Equal("high-availability.zookeeper.quorum", quorum.Name);
        Assert.True(FlinkKeys.TryFind("taskmanager.numberOfTaskSlots", out _));
        Assert.False(FlinkKeys.TryFind("jobmanager.rpc.zookeeper.quorum", out _));
    }

    [Fact]
    public async Task A_quorum_that_does_not_answer_and_a_disk_of_ones_own_are_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var silent = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var server = await Server.ZkServer.StartAsync(new() { Port = 0 }, TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("flinkzk-ha-");
        try
        {
            Assert.Equal(["Warning QuorumSilent", "Warning StorageLocal"], await ProbeAsync($"{server.ConnectionString},127.0.0.1:{silent}", folder.FullName));
            Assert.Equal(["Error QuorumSilent"], await ProbeAsync($"127.0.0.1:{silent}", "s3://flink/ha"));
            Assert.Equal(["Error ChrootMissing"], await ProbeAsync($"{server.ConnectionString}/nosuch", "s3://flink/ha"));
            Assert.Empty(await ProbeAsync(server.ConnectionString, "s3://flink/ha"));
        }
        finally
        {
            folder.Delete();
        }
    }

    private static async Task<IEnumerable<string>> ProbeAsync(string quorum, string storage) => (await ConfigurationProbe.RunAsync(
        [new("high-availability.type", "zookeeper", 1), new("high-availability.zookeeper.quorum", quorum, 2), new("high-availability.storageDir", storage, 3)], TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken))
        .Select(finding => $"{finding.Severity} {finding.Kind}");

    private static IReadOnlyList<ConfigurationFinding> Judge(string more) => Rules($"{Sound}\n{more}");

    private static IReadOnlyList<ConfigurationFinding> Rules(string text) => ConfigurationRules.Judge(ConfigurationFile.Of("/conf/flink-conf.yaml", text, new Yaml.YamlReader()).Entries);

    [Fact]
    public void A_key_that_only_1_x_reads_is_told_with_what_takes_its_place_unless_1_x_reads_it()
    {
        ConfigurationEntry[] entries = [new("cluster.evenly-spread-out-slots", "true", 1), new("execution.checkpointing.interval", "1 min", 2), new("execution.checkpointing.dir", "s3://chk", 3)];
        var finding = Assert.Single(ConfigurationRules.Judge(entries));
        Assert.Equal((ConfigurationFindingKind.RemovedKey, "cluster.evenly-spread-out-slots"), (finding.Kind, finding.Key));
        Assert.Contains("taskmanager.load-balance.mode", finding.Repair, StringComparison.Ordinal);
        Assert.Single(ConfigurationRules.Judge(entries, new Version(2, 0)));
        Assert.Empty(ConfigurationRules.Judge(entries, new Version(1, 20)));
    }

    [Fact]
    public void What_was_removed_is_not_in_2_3_and_what_takes_its_place_is()
    {
        foreach (var key in RemovedKeys.All)
        {
            Assert.False(FlinkKeys.TryFind(key, out _), key);
            foreach (var word in RemovedKeys.Repair(key)!.Split(' ', ':').Select(word => word.TrimEnd('.')).Where(word => word.Contains('.', StringComparison.Ordinal) && word.Length > 8 && !char.IsDigit(word[0])))
                Assert.True(FlinkKeys.TryFind(word, out _), word);
        }
    }
}
