namespace FlinkZk.Faults.Runs;

/// <summary>A kind of target.</summary>
/// <param name="Name">As an option names it.</param>
/// <param name="Make">Makes one.</param>
/// <param name="SkipReason">Why there can be none on this machine; null if there can.</param>
internal sealed record TargetKind(string Name, Func<Target> Make, string? SkipReason);

/// <summary>What there is.</summary>
internal static class Targets
{
    private const string NoSignals = "Processes are killed, stopped and resumed by signals, which this system does not have.";

    public static IReadOnlyList<TargetKind> All { get; } = [Ours];

    public static TargetKind Ours => new("ours", static () => new OurServer(), Testing.Signals.Exist ? null : NoSignals);
}
