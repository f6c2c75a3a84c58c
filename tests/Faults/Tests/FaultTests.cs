using FlinkZk.Faults.Runs;

namespace FlinkZk.Faults.Tests;

/// <summary>Short runs; long ones are started by hand (docs/faults.md).</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    [Fact]
    public Task Our_server_keeps_what_it_promises_under_faults() => RunAsync(Targets.Ours, TimeSpan.FromSeconds(15));

    private async Task RunAsync(TargetKind kind, TimeSpan duration)
    {
        Assert.SkipWhen(kind.SkipReason is not null, kind.SkipReason ?? "");
        await using var target = kind.Make();
        var options = new RunOptions(Environment.TickCount & 0xffff, duration) { Log = output.WriteLine };
        var report = await FaultRun.RunAsync(target, options, TestContext.Current.CancellationToken);
        output.WriteLine(report.ToString());
        Assert.True(report.Wrong.Count == 0, report.ToString());
        Assert.NotEmpty(report.Faults);
    }
}
