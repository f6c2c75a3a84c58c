using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FlinkZk;

/// <summary>
/// Gives back what others wait for when the process ends without PowerShell closing its runspaces first, as at SIGTERM: stops the blocks that run under locks, then closes the
/// sessions. It takes no signal away from PowerShell; it waits for the end that PowerShell or the runtime has decided on.
/// </summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan BlockDeadline = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SessionDeadline = TimeSpan.FromMilliseconds(1500);
    private static readonly ConcurrentDictionary<object, Func<ValueTask>> Sessions = new();
    private static readonly ConcurrentDictionary<Run, byte> Blocks = new();

    // From .NET 10 on SIGTERM ends a process without ProcessExit. Not cancelled here, it goes on to do what it does.
    private static readonly PosixSignalRegistration Terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => CloseAll());

    static ProcessEnd() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        CloseAll();
        GC.KeepAlive(Terminate);
    };

    /// <summary>A session is open.</summary>
    /// <param name="session">The session.</param>
    /// <param name="close">Closes it.</param>
    public static void Add(object session, Func<ValueTask> close) => Sessions.TryAdd(session, close);

    /// <summary>A session is closed.</summary>
    public static void Remove(object session) => Sessions.TryRemove(session, out _);

    /// <summary>A block runs until what is returned is disposed.</summary>
    /// <param name="stop">Stops it.</param>
    public static IDisposable Running(Action stop)
    {
        var block = new Run(stop);
        Blocks.TryAdd(block, 0);
        return block;
    }

    private static void CloseAll()
    {
        // In this order: when the lock goes, nobody must be working under it any more.
        foreach (var block in Blocks.Keys)
            block.Stop();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var block in Blocks.Keys)
        {
            var left = BlockDeadline - clock.Elapsed;
            if (left > TimeSpan.Zero)
                block.Ended.Wait(left);
        }
        try
        {
            Task.WhenAll(Sessions.Values.Select(close => Task.Run(() => close().AsTask()))).Wait(SessionDeadline);
        }
        catch (AggregateException)
        {
            // A session that cannot be closed ends with its timeout.
        }
    }

    private sealed class Run(Action stop) : IDisposable
    {
        // Not disposed: the end of the process may wait for it on another thread just now.
        public ManualResetEventSlim Ended { get; } = new();

        public void Stop() => stop();

        public void Dispose()
        {
            Blocks.TryRemove(this, out _);
            Ended.Set();
        }
    }
}
