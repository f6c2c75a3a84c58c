using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using FlinkZk.Client;
using FlinkZk.Testing;

namespace FlinkZk.ServerApp.Tests;

/// <summary>The server as a process that listens, until it is told to stop.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly string Assembly =
        typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ServerPath").Value!;

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ServerProcess(Process process) => _process = process;

    public int Port { get; private set; }

    /// <summary>The most memory that it ever had, in bytes; Linux tells.</summary>
    public long PeakMemory => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").Single(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;

    /// <summary>What the log said until the server listened.</summary>
    public string Log => _log.ToString();

    /// <summary>Where the server lies.</summary>
    public static string Folder => Path.GetDirectoryName(Assembly)!;

    /// <summary>Where its project lies, and as what it was built.</summary>
    public static string Project => Path.GetFullPath(Path.Combine(Folder, "..", "..", ".."));

    public static string Configuration => Path.GetFileName(Path.GetDirectoryName(Folder))!;

    /// <summary>Runs the program to its end.</summary>
    public static Task<ProgramRun> RunAsync(params string[] options) => ProgramRun.RunAsync(Assembly, options, "", TestContext.Current.CancellationToken);

    public static Task<ServerProcess> StartAsync(params string[] options) => StartAsync([], options);

    /// <summary>Starts it from a shell that first limits what it may have, as <c>ulimit -n 300</c> does.</summary>
    public static Task<ServerProcess> StartLimitedAsync(string limit, params string[] options) => StartAsync([], limit, options);

    public static Task<ServerProcess> StartAsync(IEnumerable<KeyValuePair<string, string>> variables, params string[] options) => StartAsync(variables, null, options);

    private static async Task<ServerProcess> StartAsync(IEnumerable<KeyValuePair<string, string>> variables, string? prelude, string[] options)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        var server = new ServerProcess(ProgramRun.Start(Assembly, ["--port", "0", .. options], variables: variables, prelude: prelude));
        while (await server._process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            server._log.AppendLine(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                server.Port = int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
                return server;
            }
        }
        throw new InvalidOperationException($"The server did not start: {server.Log}{await server._process.StandardError.ReadToEndAsync(deadline.Token)}");
    }

    /// <summary>Asks a four-letter word.</summary>
    public async Task<string> AskAsync(string word) =>
        await FourLetterWord.AskAsync(Port, word, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"{word} is not answered.");

    // As long a timeout as there is: none of these tests is about how quick a machine is, and some fill its memory.
    public ValueTask<ZkClient> ConnectAsync(AuthInfo? auth = null, SaslCredential? sasl = null) => ZkClient.ConnectAsync(
        new() { ConnectionString = ConnectionString.Parse($"127.0.0.1:{Port}"), Auth = auth is null ? [] : [auth], Sasl = sasl, SessionTimeout = TimeSpan.FromSeconds(40), ConnectTimeout = TimeSpan.FromSeconds(40) }, TestContext.Current.CancellationToken);

    /// <summary>Sends a signal and waits for the end.</summary>
    public Task<ProgramRun> EndAsync(int signal)
    {
        Signals.Send(_process, signal);
        return ProgramRun.EndAsync(_process, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    [GeneratedRegex(@"Listening on 127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex Listening();
}
