using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FlinkZk.Server;

namespace FlinkZk.Interop.Tests;

/// <summary>Our durable server in a process of its own (this test program once more), which can be killed and started again.</summary>
internal sealed class ZooKeeperProcess(int port, string dataPath) : IDisposable
{
    private const string Variable = "FLINKZK_TEST_SERVER";

    private Process? _process;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ZooKeeperProcess).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [Variable] = string.Create(CultureInfo.InvariantCulture, $"{port} {dataPath}") },
        };
        _process = Process.Start(start)!;
        Assert.Equal("listening", await _process.StandardOutput.ReadLineAsync(cancellationToken));
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
    }

    // The only way in before the test runner's own entry point, which is generated.
    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ', 2) is not [var port, var path])
            return;
        _ = ZkServer.StartAsync(new() { Port = int.Parse(port, CultureInfo.InvariantCulture), DataPath = path }).AsTask().GetAwaiter().GetResult();
        Console.WriteLine("listening");
        // Ends when the test that started it does, killed or not.
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }
}
