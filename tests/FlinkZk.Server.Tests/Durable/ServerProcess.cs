using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FlinkZk.Server.Tests.Durable;

/// <summary>This test program once more, as a process that is only a server, and waits to be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string PathVariable = "FLINKZK_TEST_SERVER_PATH";

    private readonly Process _process;

    private ServerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<ServerProcess> StartAsync(string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ServerProcess).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [PathVariable] = path },
        };
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return new(process, int.Parse(port!, CultureInfo.InvariantCulture));
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
        if (Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } path)
            return;
        var server = ZkServer.StartAsync(new() { DataPath = path }).AsTask().GetAwaiter().GetResult();
        Console.WriteLine(server.Port);
        // Ends when the test that started it does, killed or not.
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }
}
