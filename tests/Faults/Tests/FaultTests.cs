using FlinkZk.Faults.Runs;

namespace FlinkZk.Faults.Tests;

/// <summary>Short runs; long ones are started by hand (docs/faults.md).</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    // With the end and the checks both runs stay below 90 s.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    [Fact]
    public Task Our_server_keeps_what_it_promises_under_faults() => RunAsync(Targets.Ours);

    [Fact]
    public Task Our_client_keeps_what_it_promises_on_an_ensemble_under_faults() => RunAsync(Targets.Apache);

    private async Task RunAsync(TargetKind kind)
    {
        Assert.SkipWhen(kind.SkipReason is not null, kind.SkipReason ?? "");
        await using var target = kind.Make();
        var options = new RunOptions(Environment.TickCount & 0xffff, Duration) { Log = output.WriteLine };
        var report = await FaultRun.RunAsync(target, options, TestContext.Current.CancellationToken);
        output.WriteLine(report.ToString());
        Assert.True(report.Wrong.Count == 0, report.ToString());
        Assert.NotEmpty(report.Faults);
    }
}
