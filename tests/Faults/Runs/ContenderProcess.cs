using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using FlinkZk.Faults.Contenders;
using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>A contender as a process.</summary>
internal sealed class ContenderProcess : IDisposable
{
    private readonly StringBuilder _errors = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Process _process;

    private ContenderProcess(int id, Process process)
    {
        (Id, _process) = (id, process);
        _process.OutputDataReceived += (_, line) => _ = line.Data is null ? _lines.Writer.TryComplete() : _lines.Writer.TryWrite(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id { get; }

    /// <summary>One of ours.</summary>
    public static ContenderProcess Start(ContenderOptions options) =>
        // Many processes that live for a minute: compiled quickly rather than well.
        new(options.Id, ProgramRun.Start(typeof(Program).Assembly.Location, [ContenderOptions.Verb, options.ToString()], variables: [new("DOTNET_TieredPGO", "0")]));

    /// <summary>A writer that is not ours.</summary>
    public static ContenderProcess StartKazoo(string python, ContenderOptions options) => new(options.Id, Process.Start(new ProcessStartInfo(python, ["-B", Kazoo.Script, options.ToString()])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <summary>Waits until everything that it does has succeeded once more.</summary>
    /// <returns>Whether that was before it gave up.</returns>
    public async Task<bool> ProgressesAsync(CancellationToken cancellationToken)
    {
        Tell(Contender.ProgressWord);
        try
        {
            await _lines.Reader.ReadAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Signal(int signal) => Signals.Send(_process, signal);

    public void Tell(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
        }
        catch (IOException)
        {
            // It has ended; that is told by its end.
        }
    }

    /// <summary>Lets it end.</summary>
    /// <returns>What was wrong with that; null if nothing was.</returns>
    public async Task<string?> EndAsync(TimeSpan deadline)
    {
        Tell(Contender.StopWord);
        using var patience = new CancellationTokenSource(deadline);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode == 0 ? null : $"Contender {Id} ended with {_process.ExitCode}: {_errors}";
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
            return $"Contender {Id} did not end within {deadline.TotalSeconds:0} s.";
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
