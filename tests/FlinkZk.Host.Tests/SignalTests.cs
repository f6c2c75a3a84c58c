using System.Diagnostics;

namespace FlinkZk.Host.Tests;

/// <summary>Ctrl+C and SIGTERM end a running script at once.</summary>
public class SignalTests
{

    [Theory]
    [InlineData(Signals.Interrupt, 130)]
    [InlineData(Signals.Terminate, 143)]
    public async Task A_signal_stops_the_pipeline_and_runs_finally(int signal, int exitCode)
    {
        Signals.SkipWithout();
        using var process = HostProcess.Start("-c", "try { 'running'; Connect-Zk 127.0.0.1:1 -Timeout 1m } finally { [Console]::WriteLine('cleaned') }");
        Assert.Equal("running", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var clock = Stopwatch.StartNew();
        Signals.Send(process, signal);
        var run = await HostProcess.EndAsync(process);
        Assert.Equal("cleaned\n", run.Output);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"It took {clock.Elapsed}.");
    }
}
