using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FlinkZk.Server;
using FlinkZk.Server.Diagnostics;

namespace FlinkZk.ServerApp;

/// <summary>Runs a server until SIGTERM, SIGINT, or the loss of its log.</summary>
internal static class ServerRun
{
    private const long OutsideHeap = 128L << 20;
    private static readonly TimeSpan SameSignal = TimeSpan.FromMilliseconds(300);

    // The runtime, a log, a snapshot and a few clients; with fewer not even a thread may be had.
    private const long LeastOpenFiles = 128;

    public static int Run(ServerSettings settings)
    {
        if (OpenFiles.Most is not < LeastOpenFiles)
            return RunAsync(settings).GetAwaiter().GetResult();
        Console.Error.WriteLine($"The process may have {OpenFiles.Most} files and connections open, and a server needs {LeastOpenFiles} at least, and one more for each client: raise the limit (ulimit -n, or LimitNOFILE= in a unit of systemd).");
        return ExitCode.Failure;
    }

    private static async Task<int> RunAsync(ServerSettings settings)
    {
        var ending = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        long first = 0;
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted));
        await using var log = new ServerLogWriter(Console.Out, settings.LogLevel, settings.LogFormat);

        var server = await StartAsync(settings, log, ending).ConfigureAwait(false);
        if (server is null)
            return ExitCode.Failure;
        var exitCode = await ending.Task.ConfigureAwait(false);
        return await StopAsync(server, settings, log).ConfigureAwait(false) ? exitCode : ExitCode.Failure;

        void Stop(PosixSignalContext context, int atOnce)
        {
            // What is asked for twice is meant: the second signal does not wait for the first. One that follows at once is the same one, told to the process and to its group.
            context.Cancel = true;
            var before = Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0);
            if (before != 0 && Stopwatch.GetElapsedTime(before) > SameSignal)
                Environment.Exit(atOnce);
            ending.TrySetResult(ExitCode.Success);
        }
    }

    private static async Task<ZkServer?> StartAsync(ServerSettings settings, ServerLogWriter log, TaskCompletionSource<int> ending)
    {
        var options = settings.Options with { Log = Hear };
        try
        {
            if (options.MaxMemory is { } most)
                LimitHeap(most);
            var server = await ZkServer.StartAsync(options).ConfigureAwait(false);
            foreach (var ignored in settings.IgnoredKeys)
                log.Write(ZkServerLogLevel.Warning, "ConfigIgnored", ignored);
            if (options.DataPath is null)
                log.Write(ZkServerLogLevel.Warning, "DataInMemory", "The data live in memory and are gone when this server ends. --data DIR keeps them in a folder.");
            return server;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
        catch (Exception e)
        {
            var why = StartFailure.Explain(e, options, settings.JavaLogPath);
            // Who collects lines of JSON sees no others.
            if (settings.LogFormat == LogFormat.Json)
                log.Write(ZkServerLogLevel.Error, "NotStarted", why.ReplaceLineEndings(" "));
            else
                await Console.Error.WriteLineAsync(why).ConfigureAwait(false);
            return null;
        }

        void Hear(ZkServerLogEntry entry)
        {
            try
            {
                log.Write(entry);
            }
            finally
            {
                // Nothing can be written any more until a start reads the folder anew: whoever keeps the process alive starts it again.
                if (entry.Event == ZkServerLogEvents.LogFailed)
                    ending.TrySetResult(ExitCode.Failure);
            }
        }
    }

    // The collector works harder when the limit comes near, instead of taking more. Some is for what is not on its heap.
    private static void LimitHeap(long most)
    {
        AppContext.SetData("GCHeapHardLimit", (ulong)(most - Math.Min(most / 4, OutsideHeap)));
        GC.RefreshMemoryLimit();
    }

    private static async Task<bool> StopAsync(ZkServer server, ServerSettings settings, ServerLogWriter log)
    {
        try
        {
            using var deadline = new CancellationTokenSource(settings.StopTimeout);
            await server.StopAsync(deadline.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            log.Write(ZkServerLogLevel.Error, "StopTimeout", $"The server has not stopped within {new Time(settings.StopTimeout)}: the process ends without it. What was acknowledged is on the disk.");
            return false;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            log.Write(ZkServerLogLevel.Error, "StopFailed", $"The server has stopped with an error: {e.Message}");
            return false;
        }
    }
}
