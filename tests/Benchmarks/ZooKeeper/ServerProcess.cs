using System.Diagnostics;
using System.Globalization;
using FlinkZk.Server;

namespace FlinkZk.Benchmarks;

/// <summary>The embedded server in a process of its own, so that client and server do not share a heap and a thread pool.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The word that makes this program such a server: <c>--serve [DIR]</c>.</summary>
    public const string Verb = "--serve";

    private readonly Process _process;

    private ServerProcess(Process process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it; with a folder it is durable.</summary>
    public static async Task<ServerProcess> StartAsync(string? dataPath = null)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], Verb, .. dataPath is null ? Array.Empty<string>() : [dataPath]])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        var process = Process.Start(start)!;
        return new(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start."));
    }

    /// <summary>What runs in the process: a server that says where it listens and lives until its input ends.</summary>
    public static async Task ServeAsync(string? dataPath)
    {
        await using var server = await ZkServer.StartAsync(new() { DataPath = dataPath, MaxConnectionsPerAddress = 0, FourLetterWords = new HashSet<string> { "*" } });
        Console.WriteLine(server.ConnectionString);
        await Console.In.ReadLineAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"embedded server, process {_process.Id}");
}
