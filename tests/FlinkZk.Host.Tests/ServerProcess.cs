using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace FlinkZk.Host.Tests;

/// <summary>The verb <c>server</c> as a process that listens, until it is told to stop.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ServerProcess(Process process) => _process = process;

    public int Port { get; private set; }

    /// <summary>What the log said until the server listened.</summary>
    public string Log => _log.ToString();

    public static Task<ServerProcess> StartAsync(params string[] options) => StartAsync([], options);

    public static async Task<ServerProcess> StartAsync(IEnumerable<KeyValuePair<string, string>> variables, params string[] options)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var server = new ServerProcess(HostProcess.StartIn(Environment.CurrentDirectory, variables, ["server", "--port", "0", .. options]));
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
    public async Task<string> AskAsync(string word)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(word), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public Task<HostProcess> EndAsync(int signal)
    {
        Signals.Send(_process, signal);
        return HostProcess.EndAsync(_process);
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
