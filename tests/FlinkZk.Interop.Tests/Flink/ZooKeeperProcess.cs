using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Our server as a container would run it, which can be killed and started again.</summary>
internal sealed class ZooKeeperProcess(int port, string folder) : IDisposable
{
    private const int LogLines = 60;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private static readonly string ServerPath =
        typeof(ZooKeeperProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ServerPath").Value!;

    private Process? _process;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private string LogPath => Path.Combine(folder, "zookeeper.log");

    /// <summary>Starts it, again with the data it had, and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] options = ["--port", port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(folder, "zookeeper")];
        // The shell gives way to dotnet: the process is the server, and its log goes to a file.
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >> \"$FLINKZK_OUTPUT\" 2>&1 < /dev/null", "dotnet", ServerPath, .. options])
        {
            Environment = { ["FLINKZK_OUTPUT"] = LogPath },
        })!;
        await Eventually.Async(async cancel =>
        {
            Assert.False(_process.HasExited, "The server has ended.");
            return await FourLetterWord.AskAsync(port, "srvr", cancel) is { Length: > 0 };
        }, StartDeadline, "our server answers", cancellationToken);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Stops it; what it logged last goes to the test's output.</summary>
    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        if (File.Exists(LogPath))
            TestContext.Current.TestOutputHelper?.WriteLine($"== our server\n{string.Join('\n', File.ReadLines(LogPath).TakeLast(LogLines))}");
    }
}
