using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlinkZk.Host.Tests;

/// <summary>Ctrl+C and SIGTERM end a running script at once.</summary>
public partial class SignalTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task A_signal_stops_the_pipeline_and_runs_finally(int signal, int exitCode)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no signals that one process can send another.");
        using var process = HostProcess.Start("-c", "try { 'running'; Connect-Zk 127.0.0.1:1 -Timeout 1m } finally { [Console]::WriteLine('cleaned') }");
        Assert.Equal("running", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Kill(process.Id, signal));
        var run = await HostProcess.EndAsync(process);
        Assert.Equal("cleaned\n", run.Output);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"It took {clock.Elapsed}.");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
