using System.Diagnostics;
using System.Globalization;

namespace FlinkZk.Testing;

/// <summary>One Apache ZooKeeper server in a process and a folder of its own.</summary>
public sealed class ApacheServer : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly ZooKeeperHome _home;
    private readonly ApacheServerOptions _options;
    private readonly string _folder;
    private Process? _process;

    private ApacheServer(ZooKeeperHome home, ApacheServerOptions options)
    {
        (_home, _options) = (home, options);
        Port = FreePort.Next();
        _folder = Directory.CreateTempSubdirectory("flinkzk-zookeeper-").FullName;
    }

    /// <summary>The client port; kept over restarts.</summary>
    public int Port { get; }

    /// <summary>127.0.0.1 and the port.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Its dataDir; the logs lie there, too, unless <see cref="ApacheServerOptions.Config"/> says where.</summary>
    public string DataPath => Path.Combine(_folder, "data");

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<ApacheServer> StartAsync(ZooKeeperHome home, ApacheServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new ApacheServer(home, options ?? new());
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again with the data it had.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var config = Path.Combine(_folder, "zoo.cfg");
        var data = Directory.CreateDirectory(DataPath).FullName;
        if (_options.Id > 0)
            await File.WriteAllTextAsync(Path.Combine(data, "myid"), _options.Id.ToString(CultureInfo.InvariantCulture), cancellationToken);
        await File.WriteAllLinesAsync(config,
        [
            string.Create(CultureInfo.InvariantCulture, $"tickTime={_options.TickTime.TotalMilliseconds:0}"),
            $"dataDir={data.Replace('\\', '/')}",
            string.Create(CultureInfo.InvariantCulture, $"clientPort={Port}"),
            "clientPortAddress=127.0.0.1", "admin.enableServer=false", "4lw.commands.whitelist=*", "maxClientCnxns=0",
            .. _options.Config,
        ], cancellationToken);
        _process = Process.Start(StartInfo(config)) ?? throw new InvalidOperationException("java could not be started.");
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.Async(AnswersAsync, StartDeadline, $"Apache ZooKeeper on port {Port} answers (log: {LogPath})", cancellationToken);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A temporary folder that is left behind fails no test.
        }
    }

    // Where it outlives the server: what a failed run is explained by.
    private string LogPath => Environment.GetEnvironmentVariable("FLINKZK_TEST_LOGS") is { Length: > 0 } folder
        ? Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"zookeeper-{Port}.log"))
        : Path.Combine(_folder, "out.log");

    private ProcessStartInfo StartInfo(string config)
    {
        var info = new ProcessStartInfo(Java.Command) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A small, quickly started virtual machine: it serves a test, not a cluster. What it has written outlives its process, if not the machine, without a sync,
        // and a slow disk does not make an ensemble elect anew under a test.
        string[] flags = ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dzookeeper.extendedTypesEnabled=true", "-Dzookeeper.forceSync=no", .. _options.JavaFlags];
        foreach (var argument in (string[])[.. flags, "-cp", _home.ClassPath, "org.apache.zookeeper.server.quorum.QuorumPeerMain", config])
            info.ArgumentList.Add(argument);
        return info;
    }

    private void Log(string? line)
    {
        if (line is null)
            return;
        lock (_options)
            File.AppendAllText(LogPath, line + Environment.NewLine);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: true })
            throw new InvalidOperationException($"Apache ZooKeeper ended with {_process.ExitCode}; its log: {await File.ReadAllTextAsync(LogPath, cancellationToken)}");
        // ruok is answered by a server that does not serve yet.
        return (await FourLetterWord.AskAsync(Port, "srvr", cancellationToken))?.Contains("Mode:", StringComparison.Ordinal) == true;
    }
}
