using System.Diagnostics;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Layout;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A real ZooKeeper and a real Flink start from the files that are written for their hosts.</summary>
public sealed class LayoutLiveTests : IDisposable
{
    private const string Host = "localhost";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-layout-").FullName;
    private readonly List<Process> _processes = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_written_is_what_they_start_from()
    {
        if (FlinkHome.Find() is not { } flink || ZooKeeperHome.Newest is not { } zookeeper)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        var (clientPort, restPort) = (FreePort.Next(), FreePort.Next());
        Write(EnsembleLayout.Of(new() { Hosts = [Host], Home = Path.Combine(_folder, Host), DataDir = Path.Combine(_folder, "zookeeper"), ClientPort = clientPort }));
        Write(FlinkLayout.Of(new() { JobManagers = [Host], TaskManagers = [Host], ZooKeeper = $"{Host}:{clientPort}", Storage = $"file://{_folder}/storage", ClusterId = "orders", RestPort = restPort }));
        Start(zookeeper.ClassPath, "org.apache.zookeeper.server.quorum.QuorumPeerMain", Path.Combine(_folder, Host, "conf", "zoo.cfg"));
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse($"{Host}:{clientPort}"), ConnectTimeout = Deadline, SessionTimeout = TimeSpan.FromSeconds(60) }, Cancel);
        Assert.Equal(TimeSpan.FromSeconds(60), session.SessionTimeout);
        Start($"{flink.Folder}/lib/*", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "--configDir", Path.Combine(_folder, Host, "conf"), "--executionMode", "cluster");
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, new HaPaths("orders"), cancel)).Leadership.Address == $"http://{Host}:{restPort}", Deadline, "the JobManager leads at its address", Cancel);
    }

    private void Write(IEnumerable<PlannedFile> files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.In(_folder))!);
            File.WriteAllText(file.In(_folder), file.Text);
        }
    }

    private void Start(string classPath, params string[] main)
    {
        string[] arguments = ["-Xmx320m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp", classPath, .. main];
        _processes.Add(Process.Start(new ProcessStartInfo(Java.Command, arguments) { WorkingDirectory = _folder })!);
    }
}
