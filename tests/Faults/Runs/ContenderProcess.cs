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

    public ContenderProcess(ContenderOptions options)
    {
        Id = options.Id;
        _process = ProgramRun.Start(typeof(Program).Assembly.Location, [ContenderOptions.Verb, options.ToString()]);
        _process.OutputDataReceived += (_, line) => _ = line.Data is null ? _lines.Writer.TryComplete() : _lines.Writer.TryWrite(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id { get; }

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
