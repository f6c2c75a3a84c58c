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
    private static readonly ConcurrentDictionary<ZkSession, byte> Sessions = new();
    private static readonly ConcurrentDictionary<BlockRun, ManualResetEventSlim> Blocks = new();

    // From .NET 10 on SIGTERM ends a process without ProcessExit. Not cancelled here, it goes on to do what it does.
    private static readonly PosixSignalRegistration Terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => CloseAll());

    static ProcessEnd() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        CloseAll();
        GC.KeepAlive(Terminate);
    };

    /// <summary>A session is open.</summary>
    public static void Add(ZkSession session) => Sessions.TryAdd(session, 0);

    /// <summary>A session is closed.</summary>
    public static void Remove(ZkSession session) => Sessions.TryRemove(session, out _);

    /// <summary>A block runs until what is returned is disposed.</summary>
    public static IDisposable Running(BlockRun block)
    {
        var ended = new ManualResetEventSlim();
        Blocks[block] = ended;
        return new Run(block, ended);
    }

    private static void CloseAll()
    {
        // In this order: when the lock goes, nobody must be working under it any more.
        foreach (var block in Blocks.Keys)
            block.Stop();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var ended in Blocks.Values)
        {
            var left = BlockDeadline - clock.Elapsed;
            if (left > TimeSpan.Zero)
                ended.Wait(left);
        }
        try
        {
            Task.WhenAll(Sessions.Keys.Select(session => Task.Run(() => session.DisconnectAsync().AsTask()))).Wait(SessionDeadline);
        }
        catch (AggregateException)
        {
            // A session that cannot be closed ends with its timeout.
        }
    }

    private sealed class Run(BlockRun block, ManualResetEventSlim ended) : IDisposable
    {
        // The event is not disposed: the end of the process may wait for it on another thread just now.
        public void Dispose()
        {
            Blocks.TryRemove(block, out _);
            ended.Set();
        }
    }
}
