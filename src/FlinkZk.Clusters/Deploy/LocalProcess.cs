using System.Diagnostics;
using FlinkZk.Clusters.Machine;

namespace FlinkZk.Clusters.Deploy;

/// <summary>
/// One process of Flink on this machine, in a folder of its own. It ends with this process, however that ends; on Windows not when this one is killed.
/// It does not hear the terminal's Ctrl+C, which is meant for a command at the prompt.
/// </summary>
public sealed class LocalProcess : IDisposable
{
    // The script is constant; program and arguments come behind it, each as one word. A signal that is ignored at its start, Java leaves alone.
    private const string UnixLauncher = "trap '' INT; exec \"$0\" \"$@\" > \"$FLINKZK_OUTPUT\" 2>&1 < /dev/null";

    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly ProcessGuard? _guard;
    private volatile bool _isEnding;

    private LocalProcess(string name, FlinkRole role, string folder, int? restPort, Process process)
    {
        (Name, Role, Folder, RestPort, _process) = (name, role, folder, restPort, process);
        Id = process.Id;
        _guard = OperatingSystem.IsWindows() ? null : ProcessGuard.Of(process);
        // It ends with the process, and nobody waits for it: the file is read while it is written.
        if (OperatingSystem.IsWindows())
            _ = PumpAsync(process, OutputPath);
    }

    /// <summary>Its name in the cluster: jobmanager-1.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public FlinkRole Role { get; }

    /// <summary>The system's number of it.</summary>
    public int Id { get; }

    /// <summary>The port of a JobManager's REST server; null of a TaskManager.</summary>
    public int? RestPort { get; }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>What it logs.</summary>
    public string LogPath => Path.Combine(Folder, "log");

    /// <summary>What it prints beside.</summary>
    public string OutputPath => Path.Combine(Folder, "output");

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>With what it ended; null while it runs.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    /// <summary>Whether it has ended and nobody wanted that.</summary>
    public bool HasFailed => !_isEnding && _process.HasExited;

    internal static LocalProcess Start(string name, FlinkRole role, string folder, int? restPort, string java, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var output = Path.Combine(folder, "output");
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(java, arguments) { CreateNoWindow = true, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true }
            : new ProcessStartInfo("/bin/sh", ["-c", UnixLauncher, java, .. arguments]);
        start.WorkingDirectory = folder;
        start.Environment["FLINKZK_OUTPUT"] = output;
        foreach (var (variable, value) in variables)
            start.Environment[variable] = value;
        return new(name, role, folder, restPort, Process.Start(start)!);
    }

    /// <summary>The last lines of what it logged and printed.</summary>
    public IReadOnlyList<string> LastLines(int count) => [.. LogTail.Of(LogPath, count), .. LogTail.Of(OutputPath, count)];

    /// <summary>From now on its end is no failure: somebody else ends it.</summary>
    internal void ExpectEnd() => _isEnding = true;

    /// <summary>Ends it at once, as kill -9 does.</summary>
    public void Kill()
    {
        _isEnding = true;
        if (!_process.HasExited)
            _process.Kill();
    }

    /// <summary>Asks it to end, which a JobManager does after it has closed its ZooKeeper session; one that takes longer than ten seconds is killed. Windows knows no such request: there it is killed.</summary>
    public async Task EndAsync(CancellationToken cancellationToken = default)
    {
        _isEnding = true;
        if (_process.HasExited || !ProcessSignal.Terminate(Id))
            Kill();
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(EndDeadline, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
            await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public Task WaitAsync(CancellationToken cancellationToken = default) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Kills it, and waits until it is gone.</summary>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit(EndDeadline);
        _guard?.Dispose();
    }

    private static async Task PumpAsync(Process process, string path)
    {
        process.StandardInput.Close();
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 1);
        await using (file.ConfigureAwait(false))
            await Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(file), process.StandardError.BaseStream.CopyToAsync(file)).ConfigureAwait(false);
    }
}
