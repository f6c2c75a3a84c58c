namespace FlinkZk.Testing;

/// <summary>Something that networks do to a connection for a moment: long enough to meet many requests, short enough to cost no session.</summary>
/// <param name="Name">For test names.</param>
/// <param name="StrikeAsync">Does it; ends when it is over.</param>
public sealed record NetworkFault(string Name, Func<FaultProxy, CancellationToken, Task> StrikeAsync)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(150);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NetworkFault> All { get; } =
    [
        new("a lost reply", (proxy, _) => Once(proxy.LoseNextReply)),
        new("a delay", (proxy, cancel) => ForAWhile(on => proxy.Delay = TimeSpan.FromMilliseconds(on ? 20 : 0), cancel)),
        new("a half-open connection", (proxy, cancel) => ForAWhile(on => proxy.Stalls = on, cancel)),
        new("held replies", (proxy, cancel) => ForAWhile(on => proxy.HoldsReplies = on, cancel)),
        new("a cut", (proxy, _) => Once(proxy.Cut)),
        new("a server that is away", async (proxy, cancel) =>
        {
            var away = ForAWhile(on => proxy.Refuses = on, cancel);
            proxy.Cut();
            await away;
        }),
        new("a slow drip", (proxy, cancel) => ForAWhile(on => proxy.Drips = on, cancel)),
    ];

    private static Task Once(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static async Task ForAWhile(Action<bool> turn, CancellationToken cancel)
    {
        turn(true);
        await Task.Delay(AWhile, cancel);
        turn(false);
    }
}
