using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>This project's server, with its data on disk.</summary>
internal sealed class OurServer : Target
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private static readonly string Assembly =
        typeof(OurServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ServerPath").Value!;

    private readonly int _port = FreePort.Next();
    private string _folder = "";
    private Process? _process;
    private StreamWriter? _log;

    public override string Name => "our server";

    public override string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public override IReadOnlyList<Fault> Faults => [new("server killed", (_, cancel) => KillAndStartAsync(cancel))];

    public override async Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        _folder = folder;
        _log = new(Path.Combine(folder, "server.log")) { AutoFlush = true };
        Links = [new FaultProxy(_port)];
        await StartAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await KillAsync();
        if (_log is not null)
            await _log.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // Small segments and frequent snapshots, so that kills meet them.
        _process = ProgramRun.Start(Assembly,
        [
            "--port", _port.ToString(CultureInfo.InvariantCulture), "--data", Path.Combine(_folder, "data"), "--tick-time", "500ms", "--segment-size", "1MB", "--snapshot-every", "2000",
        ]);
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.Async(AnswersAsync, StartDeadline, $"the server listens on port {_port}", cancellationToken);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: true })
            throw new InvalidOperationException($"The server ended with {_process.ExitCode}; its log is in {_folder}.");
        return await FourLetterWord.AskAsync(_port, "srvr", cancellationToken) is { Length: > 0 };
    }

    private async Task KillAndStartAsync(CancellationToken cancellationToken)
    {
        await KillAsync();
        await StartAsync(cancellationToken);
    }

    private async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Log(string? line)
    {
        lock (_folder)
            _log!.WriteLine(line);
    }
}
