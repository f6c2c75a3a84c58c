using System.Diagnostics;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests.Deploy;

/// <summary>Processes of a cluster are started, watched and ended; Java only pretends.</summary>
public sealed class LocalClusterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_is_told_its_memory_its_configuration_and_where_to_log()
    {
        Unix();
        using var fake = new FakeJava(run: "for word in \"$@\"; do echo \"[$word]\"; done; echo $FLINK_CONF_DIR; echo logged > \"$log\"; exec sleep 600");
        using var cluster = await LocalCluster.CreateAsync(Options(fake) with { Configuration = new Dictionary<string, string> { ["env.java.opts.jobmanager"] = "-Dmine=1  -Dand=2" } }, Cancel);
        var process = cluster.Start(FlinkRole.JobManager);
        await Eventually.Async(() => process.LastLines(100).Contains("logged"), "the process has logged", Cancel);
        var lines = process.LastLines(100);
        Assert.Equal("jobmanager-1", process.Name);
        foreach (var argument in (string[])["-Xmx1m", "-XX:+UseSerialGC", "-Dmine=1", "-Dand=2", "--add-opens=java.base/java.lang=ALL-UNNAMED", $"{fake.FlinkHome}/lib/*", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "--configDir", "a=b"])
            Assert.Contains($"[{argument}]", lines);
        Assert.Contains(Path.Combine(process.Folder, "conf"), lines);
        var configuration = await File.ReadAllLinesAsync(Path.Combine(process.Folder, "conf", "config.yaml"), Cancel);
        Assert.Contains($"rest.port: {process.RestPort}", configuration);
        Assert.Contains("high-availability.zookeeper.quorum: 127.0.0.1:2181/here", configuration);
        Assert.Contains($"high-availability.storageDir: file://{fake.DataPath}/ha", configuration);
    }

    [Fact]
    public async Task A_JobManager_for_one_program_is_told_which_and_keeps_its_arguments_apart_from_Flinks()
    {
        Unix();
        using var fake = new FakeJava(run: "echo \"$@\"; echo ready > \"$log\"; exec sleep 600");
        var application = new LocalApplication { Jar = "/some where/job.jar", JobId = new string('a', 32), EntryClass = "a.B", Arguments = ["--jars", "x y"], Savepoint = "s3://sp/1", ClaimMode = Model.FlinkClaimMode.NoClaim, AllowNonRestoredState = true };
        using var cluster = await LocalCluster.CreateAsync(Options(fake) with { Application = application }, Cancel);
        var process = cluster.Start(FlinkRole.JobManager);
        await Eventually.Async(() => File.Exists(process.LogPath), "the process runs", Cancel);
        var told = await File.ReadAllTextAsync(process.OutputPath, Cancel);
        Assert.Contains("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint --configDir", told, StringComparison.Ordinal);
        Assert.EndsWith($"--job-id {application.JobId} --jars file:///some%20where/job.jar --job-classname a.B --fromSavepoint s3://sp/1 --allowNonRestoredState --claimMode NO_CLAIM -D a=b -- --jars x y\n", told, StringComparison.Ordinal);
        var configuration = await File.ReadAllLinesAsync(Path.Combine(process.Folder, "conf", "config.yaml"), Cancel);
        Assert.Contains("execution.shutdown-on-application-finish: false", configuration);
        Assert.Contains($"application-result-store.storage-path: file://{fake.DataPath}/ha/results/{application.JobId}/applications", configuration);
        var manager = cluster.Start(FlinkRole.TaskManager);
        await Eventually.Async(() => File.Exists(manager.LogPath), "the process runs", Cancel);
        Assert.DoesNotContain("job.jar", await File.ReadAllTextAsync(manager.OutputPath, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Flink_that_takes_no_jar_from_elsewhere_is_told_before_anything_starts()
    {
        Unix();
        using var fake = new FakeJava(flink: "1.18.1");
        var refused = await Assert.ThrowsAsync<DeployException>(() => LocalCluster.CreateAsync(Options(fake) with { Application = new() { Jar = "/a.jar", JobId = new string('a', 32) } }, Cancel));
        Assert.Equal(DeployProblem.NoApplications, refused.Problem);
    }

    [Fact]
    public async Task One_that_ends_by_itself_is_told_with_the_last_that_it_logged_and_one_that_is_ended_is_not()
    {
        Unix();
        using var fake = new FakeJava(run: "case $log in *taskmanager*) exec sleep 600 ;; esac; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do echo \"line $i\" >> \"$log\"; done; exit 239");
        using var cluster = await LocalCluster.CreateAsync(Options(fake), Cancel);
        var survivor = cluster.Start(FlinkRole.TaskManager);
        cluster.CheckProcesses();
        var ended = cluster.Start(FlinkRole.JobManager);
        await ended.WaitAsync(Cancel);
        var told = Assert.Throws<DeployException>(cluster.CheckProcesses);
        Assert.Equal(DeployProblem.ProcessEnded, told.Problem);
        Assert.Contains("jobmanager-1 ended with exit code 239", told.Message, StringComparison.Ordinal);
        Assert.EndsWith("line 13\nline 14", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 2\n", told.Message, StringComparison.Ordinal);
        await survivor.EndAsync(Cancel);
        Assert.Equal((true, false), (survivor.HasEnded, survivor.HasFailed));
    }

    [Fact]
    public async Task What_has_ended_gets_another_in_its_place_once_and_is_no_failure_any_more()
    {
        Unix();
        using var fake = new FakeJava();
        using var cluster = await LocalCluster.CreateAsync(Options(fake), Cancel);
        Assert.Equal(["jobmanager-1", "jobmanager-2", "taskmanager-1"], cluster.StartMissing(2, 1).Started.Select(process => process.Name));
        foreach (var lost in cluster.Processes.Where(process => process.Name is "jobmanager-1" or "taskmanager-1"))
        {
            using (var process = Process.GetProcessById(lost.Id))
                process.Kill();
            await lost.WaitAsync(Cancel);
        }
        var (started, ended) = cluster.StartMissing(2, 1);
        Assert.Equal(["jobmanager-3", "taskmanager-2"], started.Select(process => process.Name));
        Assert.Equal(["jobmanager-1", "taskmanager-1"], ended.Select(process => process.Name));
        cluster.CheckProcesses();
        var (more, none) = cluster.StartMissing(2, 1);
        Assert.Empty(more);
        Assert.Empty(none);
        // More than are wanted run on.
        Assert.Empty(cluster.StartMissing(1, 0).Started);
        Assert.Equal(3, cluster.Processes.Count(process => !process.HasEnded));
    }

    [Fact]
    public async Task The_terminals_interrupt_does_not_reach_a_process_and_a_request_to_end_does()
    {
        Unix();
        // The shell that Java is here would end by either.
        using var fake = new FakeJava(run: "echo ready; while :; do sleep 0.05; done");
        using var cluster = await LocalCluster.CreateAsync(Options(fake), Cancel);
        var process = cluster.Start(FlinkRole.TaskManager);
        await Eventually.Async(() => process.LastLines(1).Contains("ready"), "the process runs", Cancel);
        using var running = Process.GetProcessById(process.Id);
        Signals.Send(running, Signals.Interrupt);
        await process.EndAsync(Cancel);
        Assert.Equal(128 + Signals.Terminate, process.ExitCode);
    }

    [Theory]
    [InlineData("1.8.0_402", "1.20.5", null)]
    [InlineData("1.8.0_402", "2.3.0", "Java 8, and Flink 2.3.0 needs Java 11")]
    [InlineData("11.0.2", "2.3.0", null)]
    [InlineData("25", "2.3.0", null)]
    public async Task A_Java_that_is_too_old_is_told_before_anything_starts(string java, string flink, string? refused)
    {
        Unix();
        using var fake = new FakeJava(java, flink: flink);
        if (refused is null)
        {
            (await LocalCluster.CreateAsync(Options(fake), Cancel)).Dispose();
            return;
        }
        var told = await Assert.ThrowsAsync<DeployException>(() => LocalCluster.CreateAsync(Options(fake), Cancel));
        Assert.Equal(DeployProblem.OldJava, told.Problem);
        Assert.Contains(refused, told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Flink_refuses_in_the_configuration_is_told_in_its_words()
    {
        Unix();
        using var fake = new FakeJava(memory: "echo 'Exception in thread \"main\" org.apache.flink.configuration.IllegalConfigurationException: Sum of memory exceeds its total.' >&2; exit 1");
        var told = await Assert.ThrowsAsync<DeployException>(() => LocalCluster.CreateAsync(Options(fake), Cancel));
        Assert.Equal(DeployProblem.BadConfiguration, told.Problem);
        Assert.EndsWith(": Sum of memory exceeds its total.", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rest.port")]
    [InlineData("high-availability.cluster-id")]
    public async Task A_key_that_a_parameter_says_is_refused(string key)
    {
        Unix();
        using var fake = new FakeJava();
        var told = await Assert.ThrowsAsync<DeployException>(() => LocalCluster.CreateAsync(Options(fake) with { Configuration = new Dictionary<string, string> { [key] = "1" } }, Cancel));
        Assert.Contains($"'{key}'", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_Flink_and_no_Java_are_told_with_the_folder()
    {
        Unix();
        using var fake = new FakeJava();
        var noJava = await Assert.ThrowsAsync<DeployException>(() => LocalCluster.CreateAsync(Options(fake) with { JavaHome = fake.FlinkHome }, Cancel));
        Assert.Equal(DeployProblem.NoJava, noJava.Problem);
        Assert.Contains(fake.FlinkHome, noJava.Message, StringComparison.Ordinal);
        var noFlink = await Assert.ThrowsAsync<DeployException>(() => LocalCluster.CreateAsync(Options(fake) with { FlinkHome = fake.JavaHome }, Cancel));
        Assert.Equal(DeployProblem.NoFlink, noFlink.Problem);
        Assert.Contains(fake.JavaHome, noFlink.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.3.0", "config.yaml", "high-availability.type: zookeeper")]
    [InlineData("1.18.1", "flink-conf.yaml", "high-availability.type: zookeeper")]
    [InlineData("1.16.3", "flink-conf.yaml", "high-availability: zookeeper")]
    public async Task The_configuration_is_what_the_version_reads(string flink, string file, string line)
    {
        Unix();
        using var fake = new FakeJava(flink: flink);
        using var cluster = await LocalCluster.CreateAsync(Options(fake), Cancel);
        Assert.Contains(line, await File.ReadAllLinesAsync(Path.Combine(fake.DataPath, "conf", file), Cancel));
    }

    [Theory]
    [InlineData("127.0.0.1:2181,[::1]:2182/chroot", "127.0.0.1:2181,[::1]:2182/chroot")]
    [InlineData("-XX:+UseSerialGC", "\"-XX:+UseSerialGC\"")]
    [InlineData("a # b", "\"a # b\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("*", "\"*\"")]
    [InlineData("", "\"\"")]
    [InlineData("C:\\flink", "C:\\flink")]
    [InlineData("\"a\\b\"", "\"\\\"a\\\\b\\\"\"")]
    public void A_value_of_YAML_is_quoted_where_it_would_be_read_as_something_else(string value, string written)
    {
        var flink = new FlinkInstallation("/f", new Version(2, 3, 0));
        Assert.Equal($"key: {written}", Assert.Single(ConfigurationLines.Of(flink, [new("key", value)])));
    }

    [Theory]
    [InlineData("127.0.0.1:2181,[::1]:2182/chroot")]
    [InlineData("a: b")]
    [InlineData("\"a\\b\"")]
    [InlineData("'a'\tb")]
    public void A_value_of_the_old_format_stands_there_as_it_is(string value) => Assert.Equal($"key: {value}", Assert.Single(ConfigurationLines.Of(Old, [new("key", value)])));

    [Theory]
    [InlineData("a # b")]
    [InlineData("a#b")]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a\t")]
    [InlineData("a\nrest.port: 1")]
    [InlineData("a\rrest.port: 1")]
    public void A_value_that_the_old_format_cannot_say_is_refused(string value)
    {
        var told = Assert.Throws<DeployException>(() => ConfigurationLines.Of(Old, [new("key", value)]));
        Assert.Equal(DeployProblem.BadConfiguration, told.Problem);
        Assert.Contains("'key'", told.Message, StringComparison.Ordinal);
    }

    private static FlinkInstallation Old => new("/f", new Version(1, 18));

    private static LocalClusterOptions Options(FakeJava fake) => new() { FlinkHome = fake.FlinkHome, JavaHome = fake.JavaHome, Folder = fake.DataPath, ConnectionString = "127.0.0.1:2181/here" };

    private static void Unix()
    {
        if (!Signals.Exist)
            Assert.Skip("The Java of these tests is a shell script.");
    }
}
