using FlinkZk.Server.Log;

namespace FlinkZk.Server.Tests.Log;

/// <summary>Crashes and failures at every step of a script with segments, snapshots and restarts.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public void A_crash_at_any_disk_operation_loses_nothing_that_was_acknowledged()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var disk = new CrashDisk();
        var model = new LogModel(disk, LogModel.Small);
        disk.BeforeOperation = () =>
        {
            for (var i = 0; i < 8; i++)
                Check(disk.Crash((CrashKind)Math.Min(i, (int)CrashKind.Torn), random), model, seed);
        };
        model.RunScript();
        output.WriteLine($"seed {seed}, {disk.Operations} operations, {model.Acknowledged} transactions");
    }

    [Fact]
    public void A_second_crash_while_a_crash_is_recovered_from_loses_nothing()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var first = new CrashDisk();
        var model = new LogModel(first, LogModel.Small);
        first.BeforeOperation = () =>
        {
            var second = first.Crash(CrashKind.Torn, random);
            var (acknowledged, attempted) = (model.Acknowledged, model.Attempted);
            second.BeforeOperation = () => Check(second.Crash((CrashKind)random.Next(4), random), acknowledged, attempted, seed);
            using var writer = LogRecovery.Open(second, LogModel.Small).Resume();
        };
        model.RunScript();
    }

    [Fact]
    public void After_any_operation_failed_nothing_is_acknowledged_and_what_was_is_there()
    {
        var whole = new CrashDisk();
        new LogModel(whole, LogModel.Small).RunScript();
        var random = new Random(1);
        for (var fail = 1; fail <= whole.Operations; fail++)
        {
            var disk = new CrashDisk { FailAt = fail };
            var model = new LogModel(disk, LogModel.Small);
            var failure = Assert.ThrowsAny<IOException>(model.RunScript);
            Assert.Contains($"operation {fail}", failure.ToString(), StringComparison.Ordinal);
            if (failure is LogFailedException)
                Assert.Same(failure, Assert.Throws<LogFailedException>(() => model.Writer.Roll()));
            foreach (var kind in Enum.GetValues<CrashKind>())
                Check(disk.Crash(kind, random), model, fail);
        }
    }

    private static void Check(CrashDisk left, LogModel model, int seed) => Check(left, model.Acknowledged, model.Attempted, seed);

    private static void Check(CrashDisk left, long acknowledged, long attempted, int seed)
    {
        try
        {
            Assert.InRange(LogModel.Recover(left, LogModel.Small), acknowledged, attempted);
        }
        catch (IOException e)
        {
            Assert.Fail($"Refused after a crash (seed {seed}, {acknowledged} acknowledged): {e}");
        }
    }
}
