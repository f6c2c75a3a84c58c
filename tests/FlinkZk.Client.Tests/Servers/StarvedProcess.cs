using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FlinkZk.Client.Tests;

/// <summary>This test program once more, as one that blocks every thread of its pool for longer than its session's timeout: that would cost other tests theirs.</summary>
internal static class StarvedProcess
{
    private const string Variable = "FLINKZK_TEST_STARVE";
    private const int Threads = 8;
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Runs it; gives what it says last.</summary>
    public static async Task<string> RunAsync(string connectionString, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(StarvedProcess).Assembly.Location])
        {
            RedirectStandardOutput = true,
            Environment = { [Variable] = connectionString },
        })!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return said.Trim();
    }

    // The only way in before the test runner's own entry point, which is generated.
    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } connectionString)
            return;
        try
        {
            Console.WriteLine(Starve(connectionString));
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception.Message);
        }
        Environment.Exit(0);
    }

    private static string Starve(string connectionString)
    {
        var options = new ZkClientOptions { ConnectionString = ConnectionString.Parse(connectionString), SessionTimeout = SessionTimeout, LearnServerVersion = false };
        var client = Wait(ZkClient.ConnectAsync(options).AsTask());
        Wait(client.CreateAsync("/starved", mode: Wire.CreateMode.Ephemeral).AsTask());
        var (safe, id) = (client.SafeUntil, client.SessionId);

        using var release = new ManualResetEventSlim();
        BlockPool(release);
        // They wait for a thread to send them, and must not hold the heartbeats up.
        Task[] waiting = [.. Enumerable.Range(0, 50).Select(_ => client.SetDataAsync("/starved", null).AsTask())];
        Thread.Sleep(SessionTimeout * 2.5);
        var blocked = waiting.Count(task => task.IsCompleted);
        release.Set();

        Wait(Task.WhenAll(waiting));
        var owner = Wait(client.ExistsAsync("/starved").AsTask())?.EphemeralOwner;
        return owner != id || client.Status.Version != 1 ? $"lost: {client.Status}, owner 0x{owner:x}, session 0x{id:x}"
            : blocked > 0 ? $"the pool was not blocked: {blocked} replies came"
            : client.SafeUntil <= safe ? "SafeUntil did not move afterwards"
            : "kept";
    }

    private static void BlockPool(ManualResetEventSlim release)
    {
        ThreadPool.SetMinThreads(Threads, Threads);
        if (!ThreadPool.SetMaxThreads(Threads, Threads))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The pool cannot be held to {Threads} threads."));
        using var taken = new CountdownEvent(Threads);
        for (var i = 0; i < Threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                taken.Signal();
                release.Wait();
            }, null);
        }
        taken.Wait();
    }

    private static T Wait<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();

    private static void Wait(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
}
