using FlinkZk.Clusters.Configuration;
using FlinkZk.Clusters.Layout;
using FlinkZk.Yaml;

namespace FlinkZk.Clusters.Tests.Layout;

/// <summary>The files for hosts are those that the hosts need, and the judges of this module find nothing in them.</summary>
public sealed class LayoutTests
{
    // Of a service, as far as they are used (compose-spec.json).
    private static readonly string[] ComposeKeys = ["image", "hostname", "restart", "entrypoint", "ports", "environment", "stop_grace_period", "volumes"];

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
    [InlineData("/mnt/flink", "file:///mnt/flink")]
    [InlineData("flink", "file:///flink")]
    public void A_storage_without_a_scheme_is_refused_with_the_one_that_is_meant(string storage, string meant) =>
        Assert.Contains(meant, Assert.Throws<ArgumentException>(() => FlinkLayout.Of(Flink with { Storage = storage })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2.3")]
    [InlineData("1.20")]
    [InlineData("1.18")]
    [InlineData("1.16")]
    public void A_hosts_configuration_has_no_finding(string version)
    {
        var files = FlinkLayout.Of(Flink with { Version = Version.Parse(version) });
        Assert.Equal(
            [$"conf/{(version is "2.3" or "1.20" ? "config.yaml" : "flink-conf.yaml")}", "conf/complete-failover.ps1", "conf/run-jobmanager.sh", "systemd/flink-jobmanager.service", "systemd/flink-taskmanager.service"],
            files.Where(file => file.Host == "jm2").Select(file => file.Path));
        var configuration = ConfigurationFile.Of($"/{files[0].Path}", files.First(file => file.Host == "jm2").Text, new YamlReader());
        var findings = ConfigurationRules.Judge(configuration.Entries);
        // Names that keys had in that version.
        Assert.All(findings, finding => Assert.True(version != "2.3" && finding.Kind is ConfigurationFindingKind.FormerKey or ConfigurationFindingKind.UnitMissing || finding.Key == "restart-strategy", finding.ToString()));
        Assert.Equal(("jm2", "/orders", "s3://flink/orders/ha"), (Value("jobmanager.rpc.address"), Value("high-availability.cluster-id"), Value("high-availability.storageDir")));

        string Value(string key) => configuration.Entries.Single(entry => entry.Key == key).Value;
    }

    [Theory]
    [InlineData("s3://flink", "cp /opt/flink/opt/flink-s3-fs-hadoop-*.jar /opt/flink/plugins/flink-s3-fs-hadoop/")]
    [InlineData("S3P://flink", "cp /opt/flink/opt/flink-s3-fs-presto-*.jar")]
    [InlineData("abfss://flink@account.dfs.core.windows.net", "flink-azure-fs-hadoop")]
    [InlineData("hdfs://name/flink", "HADOOP_CLASSPATH")]
    [InlineData("file:///mnt/flink", null)]
    public void What_a_storage_needs_besides_Flink_stands_beside_it(string storage, string? said)
    {
        var files = FlinkLayout.Of(Flink with { Storage = storage });
        foreach (var file in files.Where(file => file.Path is "conf/config.yaml" or "compose-flink.yaml"))
        {
            var comments = file.Text.Split('\n').Where(line => line.StartsWith('#')).ToList();
            if (said is null)
                Assert.DoesNotContain(comments, line => line.Contains("plugin", StringComparison.Ordinal));
            else
                Assert.Contains(comments, line => line.Contains(said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_JobManagers_unit_and_container_complete_the_failover_and_a_TaskManagers_do_not()
    {
        var files = FlinkLayout.Of(Flink);
        Assert.Contains("ExecStopPost=-/usr/bin/pwsh -NoProfile -NonInteractive -File /opt/flink/conf/complete-failover.ps1\n", files.Single(file => file is { Host: "jm1", Path: "systemd/flink-jobmanager.service" }).Text, StringComparison.Ordinal);
        Assert.EndsWith("Connect-Zk 'zk1:2181,zk2:2181,zk3:2181' @how | Out-Null\nComplete-FlinkFailover '/orders' -Timeout 10s\n", files.Single(file => file is { Host: "jm1", Path: "conf/complete-failover.ps1" }).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ExecStopPost", files.Single(file => file is { Host: "tm1", Path: "systemd/flink-taskmanager.service" }).Text, StringComparison.Ordinal);
        Assert.Equal(["conf/config.yaml", "systemd/flink-taskmanager.service"], files.Where(file => file.Host == "tm1").Select(file => file.Path));
        var compose = Compose(files);
        Assert.Contains(compose, entry => entry is { Key: "services.jm1-jobmanager.entrypoint[1]" or "services.jm1-jobmanager.entrypoint.1", Value: "/opt/flink/conf/run-jobmanager.sh" } || (entry.Key == "services.jm1-jobmanager.entrypoint" && entry.Value.Contains("run-jobmanager.sh", StringComparison.Ordinal)));
        Assert.DoesNotContain(compose, entry => entry.Key.StartsWith("services.tm1-taskmanager.", StringComparison.Ordinal) && entry.Value.Contains("run-jobmanager", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compose_files_have_only_what_the_compose_specification_knows(bool isSecure)
    {
        var user = isSecure ? new LayoutUser("flink", "s3cret") : null;
        IReadOnlyList<PlannedFile>[] all = [EnsembleLayout.Of(new() { Hosts = ["zk1", "zk2", "zk3"], UsesTls = isSecure, User = user }), FlinkLayout.Of(Flink with { Storage = "file:///mnt/flink", User = user, UsesZooKeeperTls = isSecure, KeyStorePassword = isSecure ? "s3cret" : null })];
        foreach (var files in all)
        {
            foreach (var entry in Compose(files))
            {
                var parts = entry.Key.Split('.');
                Assert.True(parts[0] == "volumes" || (parts[0] == "services" && ComposeKeys.Contains(parts[2].Split('[')[0])), entry.Key);
                Assert.DoesNotContain("s3cret", entry.Value, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Secrets_stand_in_files_that_say_so_alone()
    {
        var user = new LayoutUser("flink", "a \"b\" \\c");
        var ensemble = EnsembleLayout.Of(new() { Hosts = ["zk1", "zk2", "zk3"], UsesTls = true, User = user });
        var flink = FlinkLayout.Of(Flink with { User = user, UsesZooKeeperTls = true, KeyStorePassword = "k3y: store" });
        Assert.All(ensemble.Concat(flink).Where(file => !file.IsSecret), file => Assert.False(file.Text.Contains("\\c", StringComparison.Ordinal) || file.Text.Contains("k3y", StringComparison.Ordinal), file.ToString()));
        Assert.Contains("user_flink=\"a \\\"b\\\" \\\\c\";", ensemble.First(file => file.IsSecret).Text, StringComparison.Ordinal);
        Assert.Equal(["conf/config.yaml", "conf/jaas.conf"], flink.Where(file => file is { IsSecret: true, Host: "jm1" }).Select(file => file.Path));
        Assert.DoesNotContain("c", user.ToString().Replace("flink", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var configuration = ConfigurationFile.Of("/config.yaml", flink[0].Text, new YamlReader()).Entries;
        Assert.Empty(ConfigurationRules.Judge(configuration));
        Assert.Equal("k3y: store", configuration.Single(entry => entry.Key == "security.ssl.rest.keystore-password").Value);
        Assert.Contains("-Dzookeeper.clientCnxnSocket=org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.ClientCnxnSocketNetty", configuration.Single(entry => entry.Key == "env.java.opts.all").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void With_TLS_no_port_is_open_in_the_clear()
    {
        var files = EnsembleLayout.Of(new() { Hosts = ["zk1", "zk2", "zk3"], UsesTls = true, ClientPort = 2281 });
        Assert.Equal("server.1=zk1:2888:3888\nserver.2=zk2:2888:3888\nserver.3=zk3:2888:3888\n", files.First(file => file.Path == "conf/zoo.cfg.dynamic").Text);
        var configuration = files.First(file => file.Path == "conf/zoo.cfg").Text;
        Assert.DoesNotContain("\nclientPort=", configuration, StringComparison.Ordinal);
        foreach (var line in (string[])["secureClientPort=2281", "ssl.clientAuth=need", "sslQuorum=true"])
            Assert.Contains($"\n{line}\n", configuration, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("ä")]
    [InlineData("")]
    public void A_password_that_Flink_cannot_read_is_refused(string password) => Assert.DoesNotContain(password.Length == 0 ? "never" : password, Assert.Throws<ArgumentException>(() => FlinkLayout.Of(Flink with { KeyStorePassword = password })).Message.Replace("without \" and \\", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public async Task The_shell_around_a_JobManager_hands_signals_on_and_completes_the_failover_behind_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It is a Unix shell's.");
        var folder = Directory.CreateTempSubdirectory("flinkzk-hook-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "run.sh"), FlinkLayout.Of(Flink).First(file => file.Path == "conf/run-jobmanager.sh").Text, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "pwsh"), "#!/bin/sh\necho \"$@\" > \"$(dirname \"$0\")/called\"\n", TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(folder, "pwsh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Equal(7, await RunAsync("exit 7", signals: false));
            Assert.Equal(3, await RunAsync("trap 'exit 3' TERM; echo > \"$0.up\"; while :; do sleep 0.05; done", signals: true));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<int> RunAsync(string script, bool signals)
        {
            File.Delete(Path.Combine(folder, "called"));
            await File.WriteAllTextAsync(Path.Combine(folder, "manager.sh"), script, TestContext.Current.CancellationToken);
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", [Path.Combine(folder, "run.sh"), "/bin/sh", Path.Combine(folder, "manager.sh")]) { Environment = { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" } })!;
            if (signals)
            {
                await FlinkZk.Testing.Eventually.Async(() => File.Exists(Path.Combine(folder, "manager.sh.up")), "it runs", TestContext.Current.CancellationToken);
                FlinkZk.Testing.Signals.Send(process, FlinkZk.Testing.Signals.Terminate);
            }
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal($"-NoProfile -NonInteractive -File {folder}/complete-failover.ps1\n", await File.ReadAllTextAsync(Path.Combine(folder, "called"), TestContext.Current.CancellationToken));
            return process.ExitCode;
        }
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

    private static IReadOnlyList<ConfigurationEntry> Compose(IEnumerable<PlannedFile> files) => new YamlReader().Read(Assert.Single(files, file => file.Host.Length == 0).Text);
}
