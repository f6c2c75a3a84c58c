using FlinkZk.Testing;

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

    public static IReadOnlyList<TargetKind> All { get; } = [Ours, Apache];

    public static TargetKind Ours => new("ours", static () => new OurServer(), Signals.Exist ? null : NoSignals);

    public static TargetKind Apache => new(
        "apache",
        static () => new ApacheEnsemble(ZooKeeperHome.Newest!),
        !Signals.Exist ? NoSignals : ZooKeeperHome.Newest is null ? $"No Apache ZooKeeper 3.9 or later. {ZooKeeperHome.SkipReason}" : null);
}
