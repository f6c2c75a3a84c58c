using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk.Module.Tests;

/// <summary>
/// How long Stop takes, from the call to the moment when the engine says that the pipeline is stopped; what the test itself waits for a thread of its own is not
/// counted. Nor is the time in which this machine let threads wait that were due: a thread beside it, which does nothing but sleep and look how much later it
/// woke, knows how much that was. Code that waits for something else is not excused by it.
/// </summary>
internal static class StopClock
{
    /// <summary>What is promised of every wait.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(5);

    /// <summary>Stops a pipeline; fails where that takes longer than is promised.</summary>
    public static async Task StopsInTimeAsync(PowerShell shell)
    {
        var stopped = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var late = new Lateness();
        var clock = Stopwatch.StartNew();
        shell.InvocationStateChanged += (_, change) =>
        {
            if (change.InvocationStateInfo.State is PSInvocationState.Stopped or PSInvocationState.Completed or PSInvocationState.Failed)
                stopped.TrySetResult(clock.Elapsed);
        };
        await shell.StopAsync(callback: null, state: null);
        var took = await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var waited = late.Total;
        Assert.True(took - waited < Promise, $"It took {took.TotalMilliseconds:0} ms, {waited.TotalMilliseconds:0} of which this machine was busy.");
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    private sealed class Lateness : IDisposable
    {
        private readonly ManualResetEventSlim _end = new();
        private readonly Thread _thread;
        private long _ticks;

        public Lateness()
        {
            _thread = new Thread(Measure) { IsBackground = true };
            _thread.Start();
        }

        public TimeSpan Total => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public void Dispose()
        {
            _end.Set();
            _thread.Join();
            _end.Dispose();
        }

        private void Measure()
        {
            for (var before = Stopwatch.GetTimestamp(); !_end.Wait(Nap); before = Stopwatch.GetTimestamp())
            {
                // What every sleep costs is no sign of a busy machine.
                if (Stopwatch.GetElapsedTime(before) - Nap is var over && over > Nap)
                    Interlocked.Add(ref _ticks, over.Ticks);
            }
        }
    }
}
