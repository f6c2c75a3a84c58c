using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Layout;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>A real ensemble of three and a real Flink with two JobManagers start from the files that are written for their hosts, and a job runs on them; in the clear, and with all of their security.</summary>
public sealed class LayoutLiveTests : IDisposable
{
    private const string ResultMark = "BASH_JAVA_UTILS_EXEC_RESULT:";
    private const string Password = "c: 0'l d#";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    // Addresses of this machine, each a host to them.
    private static readonly string[] Hosts = ["127.0.9.1", "127.0.9.2", "127.0.9.3"];

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
        foreach (var log in Directory.GetFiles(_folder, "*.out"))
            TestContext.Current.TestOutputHelper?.WriteLine($"== {Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(60))}");
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_is_what_they_start_from(bool isSecure)
    {
        if (FlinkHome.Find() is not { } flink || ZooKeeperHome.Newest is not { } zookeeper)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "Other systems have no further loopback addresses.");
        var clientPort = isSecure ? 2281 : 2181;
        var connect = string.Join(',', Hosts.Select(host => $"{host}:{clientPort}"));
        var user = isSecure ? new LayoutUser("flink", "s3c\"r\\et") : null;
        var (pem, pfx) = isSecure ? Certify() : ("/none", "/none");
        foreach (var host in Hosts)
        {
            Write(host, EnsembleLayout.Of(new()
            {
                Hosts = Hosts,
                Home = $"{_folder}/{host}",
                DataDir = $"{_folder}/{host}/data",
                ClientPort = clientPort,
                BindsToHost = true,
                UsesTls = isSecure,
                Certificate = pem,
                CaPath = $"{_folder}/ca.pem",
                User = user,
            }));
            Write($"flink-{host}", FlinkLayout.Of(new()
            {
                JobManagers = Hosts[..2],
                TaskManagers = Hosts[1..2],
                ZooKeeper = connect,
                Storage = $"file://{_folder}/storage",
                ClusterId = "orders",
                Home = $"{_folder}/flink-{host}",
                BindsToHost = true,
                JobManagerMemory = "1g",
                TaskManagerMemory = "1400m",
                User = user,
                UsesZooKeeperTls = isSecure,
                Certificate = pem,
                CaPath = $"{_folder}/ca.pem",
                KeyStore = pfx,
                TrustStore = pfx,
                KeyStorePassword = isSecure ? Password : null,
            }), host);
        }
        foreach (var host in Hosts)
            Start($"zookeeper-{host}", zookeeper.ClassPath, ServerFlags(host), "org.apache.zookeeper.server.quorum.QuorumPeerMain", $"{_folder}/{host}/conf/zoo.cfg");
        await using var session = await ZkClient.ConnectAsync(new()
        {
            ConnectionString = ConnectionString.Parse(connect),
            ConnectTimeout = Deadline,
            SessionTimeout = TimeSpan.FromSeconds(60),
            Tls = isSecure ? new TlsOptions { CaPath = $"{_folder}/ca.pem", CertificatePath = pem } : null,
            Sasl = user is null ? null : new(user.Name, user.Password),
        }, Cancel);
        Assert.Equal(TimeSpan.FromSeconds(60), session.SessionTimeout);

        foreach (var host in Hosts[..2])
            Start($"jobmanager-{host}", $"{flink.Folder}/lib/*", FlinkFlags(host), "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "--configDir", $"{_folder}/flink-{host}/conf", "--executionMode", "cluster");
        var paths = new HaPaths("orders");
        await Eventually.Async(async cancel => (await HaReader.ReadAsync(session, paths, cancel)) is { Leadership.Address: { } address, Candidates.Value.Count: 2 } && address.StartsWith(isSecure ? "https://127.0.9." : "http://127.0.9.", StringComparison.Ordinal), Deadline, "one leads, and one stands by", Cancel);
        if (isSecure)
            Assert.DoesNotContain("world", string.Join(' ', (await session.GetAclAsync("/flink/orders/leader", Cancel)).Entries), StringComparison.Ordinal);

        var tool = await RunAsync($"{flink.Folder}/lib/*:{flink.Folder}/bin/bash-java-utils.jar", "org.apache.flink.runtime.util.bash.BashJavaUtils", "GET_TM_RESOURCE_PARAMS", "--configDir", $"{_folder}/flink-{Hosts[1]}/conf");
        string[][] shares = [.. tool.Split('\n').Where(line => line.StartsWith(ResultMark, StringComparison.Ordinal)).Select(line => line[ResultMark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Start($"taskmanager-{Hosts[1]}", $"{flink.Folder}/lib/*", [.. FlinkFlags(Hosts[1]), .. shares[0]], ["org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", $"{_folder}/flink-{Hosts[1]}/conf", .. shares[1]]);
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, paths), Timeout = Deadline, Tls = isSecure ? new TlsOptions { CaPath = $"{_folder}/flink.pem", CheckHostName = false } : null });
        await Eventually.Async(async cancel => (await client.TaskManagersAsync(cancel)).Count == 1, Deadline, "the TaskManager is registered", Cancel);
        var jobs = new FlinkJobs(client);
        var job = new FlinkStartRequest { Jar = await client.UploadAsync(flink.ExampleJar, Deadline, Cancel), JobId = Guid.NewGuid().ToString("n"), EntryClass = FlinkHome.ExampleClass, Timeout = Deadline };
        await jobs.StartAsync(job, Cancel);
        await jobs.WaitAsync(job.JobId, state => state == "RUNNING", Deadline, Cancel);
        await Eventually.Async(async cancel => (await client.JobsAsync(cancel)).Single().Tasks is { } tasks && tasks.GetValueOrDefault("running") == tasks["total"], Deadline, "all tasks run", Cancel);
        var stopped = await jobs.StopAsync(job.JobId, new() { Timeout = Deadline }, Cancel);
        Assert.StartsWith($"file:{_folder}/storage/orders/savepoints/", stopped.Path, StringComparison.Ordinal);
    }

    // Keys as operators make them: one authority for ZooKeeper, one certificate for all of Flink.
    private (string Pem, string Pfx) Certify()
    {
        using var key = RSA.Create(2048);
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        var names = new SubjectAlternativeNameBuilder();
        // From where members connect, which is verified as well.
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        foreach (var host in Hosts)
            names.AddIpAddress(IPAddress.Parse(host));
        var request = new CertificateRequest("CN=flink and zookeeper", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(from, until);
        File.WriteAllText($"{_folder}/ca.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{_folder}/flink.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{_folder}/server.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllBytes($"{_folder}/flink.p12", certificate.Export(X509ContentType.Pkcs12, Password));
        return ($"{_folder}/server.pem", $"{_folder}/flink.p12");
    }

    private void Write(string folder, IEnumerable<PlannedFile> files, string? host = null)
    {
        foreach (var file in files.Where(file => file.Host == (host ?? folder)))
        {
            var path = Path.Combine([_folder, folder, .. file.Path.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    // As bin/zkEnv.sh reads it.
    private string[] ServerFlags(string host)
    {
        var file = $"{_folder}/{host}/conf/java.env";
        return File.Exists(file) ? File.ReadLines(file).Single(line => line.StartsWith("SERVER_JVMFLAGS=", StringComparison.Ordinal)).Split('"')[1].Split(' ') : [];
    }

    // As bin/config.sh reads it.
    private string[] FlinkFlags(string host) => File.ReadLines($"{_folder}/flink-{host}/conf/config.yaml").Single(line => line.StartsWith("env.java.opts.all: ", StringComparison.Ordinal))["env.java.opts.all: ".Length..].Trim('"').Split(' ');

    private void Start(string name, string classPath, string[] flags, params string[] main)
    {
        string[] arguments = ["-c", "exec \"$0\" \"$@\" > \"$FLINKZK_OUTPUT\" 2>&1 < /dev/null", Java.Command, "-Xmx400m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=info", .. flags, "-cp", classPath, .. main];
        _processes.Add(Process.Start(new ProcessStartInfo("/bin/sh", arguments) { WorkingDirectory = _folder, Environment = { ["FLINKZK_OUTPUT"] = $"{_folder}/{name}.out" } })!);
    }

    private static async Task<string> RunAsync(string classPath, params string[] main)
    {
        using var process = Process.Start(new ProcessStartInfo(Java.Command, ["-cp", classPath, .. main]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return output;
    }
}
