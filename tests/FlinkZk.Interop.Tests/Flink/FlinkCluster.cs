using System.Globalization;
using System.Text.RegularExpressions;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A small session cluster of real Flink processes, which keeps its high availability in a ZooKeeper.</summary>
internal sealed partial class FlinkCluster(FlinkHome home, string connectionString, string folder) : IDisposable
{
    /// <summary>Where Flink keeps what it has in ZooKeeper.</summary>
    public const string Root = "/flink/one";

    private const int LogLines = 60;

    private static readonly TimeSpan CliDeadline = TimeSpan.FromSeconds(180);

    private readonly List<FlinkProcess> _processes = [];

    /// <summary>Starts a JobManager; the port is that of its REST service, by which ZooKeeper tells who leads.</summary>
    public (int RestPort, FlinkProcess Process) StartJobManager(string name)
    {
        var port = FreePort.Next();
        string[] main = ["org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "--configDir", "{conf}", "--executionMode", "cluster"];
        return (port, Start(name, [$"rest.port: {port}"], ["-Xmx320m", "-XX:MaxMetaspaceSize=256m"], main));
    }

    /// <summary>Starts a TaskManager with one slot.</summary>
    public FlinkProcess StartTaskManager() => Start("taskmanager", TaskManagerMemory,
        ["-Xmx256m", "-XX:MaxDirectMemorySize=192m", "-XX:MaxMetaspaceSize=192m"], ["org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", "{conf}"]);

    /// <summary>Submits the example through Flink's command line, which finds the leader in ZooKeeper.</summary>
    /// <returns>The job's id.</returns>
    public async Task<string> SubmitAsync(CancellationToken cancellationToken)
    {
        string[] main = ["org.apache.flink.client.cli.CliFrontend", "run", "--detached", "-c", FlinkHome.ExampleClass, home.ExampleJar];
        var cli = Start("cli", [], ["-Xmx256m"], main);
        var exitCode = await cli.EndAsync(CliDeadline, cancellationToken);
        var id = JobId().Match(cli.Log);
        Assert.True(exitCode == 0 && id.Success, $"The command line ended with {exitCode} and no job.");
        return id.Groups[1].Value;
    }

    /// <summary>Stops all processes; what they logged last goes to the test's output.</summary>
    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Dispose();
            var lines = process.Log.TrimEnd().Split('\n');
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"== {process.Name}: the last of {lines.Length} lines\n{string.Join('\n', lines.TakeLast(LogLines))}"));
        }
    }

    // One that is told everything needs no helper process that computes the shares.
    private static string[] TaskManagerMemory =>
    [
        "taskmanager.host: 127.0.0.1", "taskmanager.bind-host: 127.0.0.1", "taskmanager.numberOfTaskSlots: 1", "taskmanager.cpu.cores: 1.0",
        "taskmanager.memory.framework.heap.size: 128m", "taskmanager.memory.task.heap.size: 128m", "taskmanager.memory.managed.size: 32m",
        "taskmanager.memory.framework.off-heap.size: 128m", "taskmanager.memory.task.off-heap.size: 0b", "taskmanager.memory.network.min: 32m", "taskmanager.memory.network.max: 32m",
        "taskmanager.memory.jvm-metaspace.size: 192m", "taskmanager.memory.jvm-overhead.min: 192m", "taskmanager.memory.jvm-overhead.max: 192m",
    ];

    private FlinkProcess Start(string name, IEnumerable<string> options, IEnumerable<string> jvm, IEnumerable<string> main)
    {
        var process = FlinkProcess.Start(home, name, Path.Combine(folder, name), [.. Common, .. options], jvm, main);
        _processes.Add(process);
        return process;
    }

    private string[] Common =>
    [
        "jobmanager.rpc.address: 127.0.0.1", "jobmanager.bind-host: 127.0.0.1", "rest.address: 127.0.0.1", "rest.bind-address: 127.0.0.1", "jobmanager.memory.process.size: 768m",
        "high-availability.type: zookeeper", $"high-availability.zookeeper.quorum: {connectionString}", "high-availability.cluster-id: /one",
        $"high-availability.storageDir: file://{folder}/ha", "high-availability.zookeeper.client.session-timeout: 6000", "high-availability.zookeeper.client.connection-timeout: 6000",
        "execution.checkpointing.interval: 1000", $"execution.checkpointing.dir: file://{folder}/checkpoints", $"state.checkpoints.dir: file://{folder}/checkpoints", "parallelism.default: 1",
    ];

    [GeneratedRegex("JobID ([0-9a-f]{32})")]
    private static partial Regex JobId();
}
