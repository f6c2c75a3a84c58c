using FlinkZk.Faults.Contenders;
using FlinkZk.Testing;

namespace FlinkZk.Faults.Runs;

/// <summary>What can go wrong whatever the target: with contenders and with the links to them.</summary>
internal static class CommonFaults
{
    private const int StoppedAtMost = 3;
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private const int SecondsOfADay = 86_400;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("contenders stopped past their timeout", StopAsync),
        new("a contender killed", KillAsync),
        new("clocks moved", MoveClocks),
        new("links half-open past the timeout", HalfOpenAsync),
        .. NetworkFault.All.Select(fault => new Fault(fault.Name, (scene, cancel) => Task.WhenAll(scene.Links.Select(link => fault.StrikeAsync(link, cancel))))),
    ];

    private static async Task StopAsync(Scene scene, CancellationToken cancel)
    {
        var contenders = scene.Contenders.ToArray();
        scene.Random.Shuffle(contenders);
        var stopped = contenders[..scene.Random.Next(1, StoppedAtMost + 1)];
        foreach (var contender in stopped)
            contender.Signal(Signals.Stop);
        try
        {
            await Task.Delay(scene.PastTimeout, cancel);
        }
        finally
        {
            foreach (var contender in stopped)
                contender.Signal(Signals.Continue);
        }
    }

    private static async Task KillAsync(Scene scene, CancellationToken cancel)
    {
        var place = scene.Random.Next(scene.Contenders.Count);
        scene.Replace(place);
        // A process takes its time to start; that is nobody's fault, and not to be counted as one of the target's.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(StartDeadline);
        await scene.Contenders[place].ProgressesAsync(deadline.Token);
    }

    private static Task MoveClocks(Scene scene, CancellationToken cancel)
    {
        foreach (var contender in scene.Contenders)
            contender.Tell($"{Contender.ClockWord} {scene.Random.Next(-SecondsOfADay, SecondsOfADay)}");
        return Task.CompletedTask;
    }

    private static async Task HalfOpenAsync(Scene scene, CancellationToken cancel)
    {
        foreach (var link in scene.Links)
            link.Stalls = true;
        await Task.Delay(scene.PastTimeout, cancel);
        foreach (var link in scene.Links)
            link.Stalls = false;
    }
}
