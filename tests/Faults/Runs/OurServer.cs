using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>This project's server, with its data on disk: a small one, if that can be had.</summary>
internal sealed class OurServer : Target
{
    private const int DiskMegabytes = 128;
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UntilSeenFull = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestFull = TimeSpan.FromSeconds(2);

    private static readonly string Assembly =
        typeof(OurServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ServerPath").Value!;

    private readonly int _port = FreePort.Next();
    private readonly Lock _gate = new();
    private string _data = "";
    private Process? _process;
    private StreamWriter? _log;   // gate
    private SmallDisk? _disk;
    private string? _noDisk;
    private volatile bool _saidFull;

    public override string Name => "our server";

    public override string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public override IReadOnlyList<Fault> Faults =>
    [
        new("server killed", (_, cancel) => KillAndStartAsync(cancel)),
        new("server stopped past the timeout", StopAsync),
        .. _disk is null ? (Fault[])[] : [new("disk full", FillAsync), new("server killed on a full disk", KillFullAsync)],
    ];

    public override IReadOnlyList<string> Skipped => _noDisk is null ? [] : [$"full disk. {_noDisk}"];

    public override async Task StartAsync(string folder, CancellationToken cancellationToken)
    {
        _data = Path.Combine(folder, "data");
        _log = new(Path.Combine(folder, "server.log")) { AutoFlush = true };
        (_disk, _noDisk) = await SmallDisk.TryMountAsync(_data, DiskMegabytes);
        Links = [new FaultProxy(_port)];
        await StartAsync(cancellationToken);
    }

    public override async Task StopAsync()
    {
        await KillAsync();
        if (_disk is not null)
            await _disk.UnmountAsync(keepAs: _data + "-kept");
        _disk = null;
        lock (_gate)
            _log?.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        // Small segments and frequent snapshots, so that kills and full disks meet them.
        _process = ProgramRun.Start(Assembly,
        [
            "--port", _port.ToString(CultureInfo.InvariantCulture), "--data", _data, "--tick-time", "500ms", "--segment-size", "64KB", "--snapshot-every", "2000",
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
            throw new InvalidOperationException($"The server ended with {_process.ExitCode}; its log lies beside {_data}.");
        return await FourLetterWord.AskAsync(_port, "srvr", cancellationToken) is { Length: > 0 };
    }

    private async Task KillAndStartAsync(CancellationToken cancel)
    {
        await KillAsync();
        await StartAsync(cancel);
    }

    private async Task StopAsync(Scene scene, CancellationToken cancel)
    {
        Signals.Send(_process!, Signals.Stop);
        try
        {
            await Task.Delay(scene.PastTimeout, cancel);
        }
        finally
        {
            Signals.Send(_process!, Signals.Continue);
        }
    }

    private Task FillAsync(Scene scene, CancellationToken cancel) => WhileFullAsync(() => Task.Delay(scene.Up(LongestFull), cancel), cancel);

    private Task KillFullAsync(Scene scene, CancellationToken cancel) => WhileFullAsync(() => KillAndStartAsync(cancel), cancel);

    private async Task WhileFullAsync(Func<Task> act, CancellationToken cancel)
    {
        _saidFull = false;
        _disk!.Fill();
        try
        {
            await Eventually.Async(_ => Task.FromResult(_saidFull), UntilSeenFull, "the server says that its disk is full", cancel);
            await act();
        }
        catch (TimeoutException)
        {
            // So little was written that what it had reserved was enough.
        }
        finally
        {
            _disk.Free();
        }
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
        if (line?.Contains("disk is full", StringComparison.Ordinal) == true)
            _saidFull = true;
        lock (_gate)
            _log!.WriteLine(line);
    }
}
