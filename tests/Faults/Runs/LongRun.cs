using System.Globalization;

namespace FlinkZk.Faults.Runs;

/// <summary>A run on demand: <c>dotnet run --project tests/Faults -- --minutes 15 --seed 7 --target ours</c>, each option with a default.</summary>
internal static class LongRun
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (duration, seed, targets) = (Usual, Environment.TickCount & 0xffff, Targets.All);
        foreach (var option in arguments.Chunk(2))
        {
            if (option is ["--minutes", var minutes] && double.TryParse(minutes, CultureInfo.InvariantCulture, out var count))
                duration = TimeSpan.FromMinutes(count);
            else if (option is ["--seed", var number] && int.TryParse(number, CultureInfo.InvariantCulture, out var given))
                seed = given;
            else if (option is ["--target", var name] && Targets.All.Where(target => target.Name == name).ToArray() is { Length: > 0 } chosen)
                targets = chosen;
            else
            {
                Console.Error.WriteLine($"Not understood: {string.Join(' ', option)}. Options: --minutes 15, --seed 7, --target {string.Join('|', Targets.All.Select(target => target.Name))}.");
                return 64;
            }
        }
        var possible = targets.Where(IsPossible).ToArray();
        var wrong = 0;
        foreach (var target in possible)
        {
            await using var made = target.Make();
            var options = new RunOptions(seed, duration / possible.Length) { Log = Console.Out.WriteLine };
            var report = await FaultRun.RunAsync(made, options, CancellationToken.None);
            Console.Out.WriteLine(report);
            wrong += report.Wrong.Count;
        }
        return wrong == 0 && possible.Length > 0 ? 0 : 1;
    }

    private static bool IsPossible(TargetKind target)
    {
        if (target.SkipReason is { } reason)
            Console.Out.WriteLine($"Skipped: {target.Name}. {reason}");
        return target.SkipReason is null;
    }
}
