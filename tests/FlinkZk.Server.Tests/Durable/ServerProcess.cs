using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FlinkZk.Server.Log;
using FlinkZk.Server.Storage;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>
/// This test program once more, as a process that is only a server, and waits to be killed. It is started ahead, and opens its folder when it is told
/// to: so a runtime that starts costs a test no time.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Variable = "FLINKZK_TEST_SERVER";

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public int Port { get; private set; }

    /// <summary>Starts one that waits.</summary>
    public static ServerProcess Launch() => new(Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(ServerProcess).Assembly.Location])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        Environment = { [Variable] = "1" },
    })!);

    /// <summary>Has it open a folder; it serves when this returns.</summary>
    public async Task OpenAsync(string path, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(path.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var port = await _process.StandardOutput.ReadLineAsync(cancellationToken);
        Port = int.Parse(port!, CultureInfo.InvariantCulture);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    // The only way in before the test runner's own entry point, which is generated.
    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 })
            return;
        // Without a folder whoever launched it is gone. Never on into the runner: it would run all tests, and launch more.
        if (Console.In.ReadLine() is not { Length: > 0 } path)
        {
            Environment.Exit(0);
            return;
        }
        // Segments and snapshots so small that a few writes go through many of both.
        var small = new LogOptions { SegmentSize = 32 * 1024, SpaceReserve = 8 * 1024, SnapshotEvery = 100 };
        var folder = FolderGuard.Start(path);
        var server = ZkServer.StartAsync(new() { MaxConnectionsPerAddress = 0 }, (database, apply) => ServerStorage.Open(folder.Disk, small, database, apply, folder), CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(server.Port);
        // Ends when the test that started it does, killed or not.
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }
}
