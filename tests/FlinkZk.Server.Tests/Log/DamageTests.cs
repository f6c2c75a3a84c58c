using FlinkZk.Server.Log;

namespace FlinkZk.Server.Tests.Log;

/// <summary>A log with several segments and snapshots, damaged in every way: each start returns everything or refuses.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    // So many bits apart, that each byte's eight all have their turn; recovering writes, which takes longer than opening.
    private const int SampledBits = 31;

    private static readonly (CrashDisk Disk, long LastZxid) Whole = MakeWhole();

    [Fact]
    public void Any_single_bit_that_flips_costs_nothing_or_is_refused()
    {
        var count = Starts.None;
        var disk = Whole.Disk.Copy();
        foreach (var name in disk.List())
        {
            // Opening changes nothing, so one copy serves all.
            var bytes = disk.Content(name);
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                var start = TryStart(disk, name, bit);
                if (bit % SampledBits == 0)
                    GoOn(disk, start, name, bit);
                count += start;
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
        output.WriteLine($"{count}");
        Assert.True(count.Refused > 0 && count.Whole > 0);
    }

    [Fact]
    public void Any_sector_that_becomes_zero_costs_nothing_or_is_refused()
    {
        var count = Starts.None;
        foreach (var size in (int[])[512, 4096])
            foreach (var name in Whole.Disk.List())
                for (var at = 0; at < Whole.Disk[name].Length; at += size)
                {
                    var disk = Whole.Disk.Copy();
                    disk.Damage(name, bytes => bytes.AsSpan(at, Math.Min(size, bytes.Length - at)).Clear());
                    count += GoOn(disk, TryStart(disk, name, at), name, at);
                }
        output.WriteLine($"{count}");
        Assert.True(count.Refused > 0);
    }

    [Fact]
    public void A_file_that_is_cut_at_any_byte_costs_nothing_or_is_refused()
    {
        var count = Starts.None;
        foreach (var name in Whole.Disk.List())
            for (var length = 0; length < Whole.Disk[name].Length; length++)
            {
                var disk = Whole.Disk.Copy();
                disk[name] = disk[name][..length];
                count += GoOn(disk, TryStart(disk, name, length), name, length);
            }
        output.WriteLine($"{count}");
        Assert.True(count.Refused > 0);
    }

    [Fact]
    public void Any_file_that_is_lost_costs_nothing_or_is_refused()
    {
        var count = Starts.None;
        foreach (var name in Whole.Disk.List())
        {
            var disk = Whole.Disk.Copy();
            disk.Drop(name);
            count += GoOn(disk, TryStart(disk, name, 0), name, 0);
        }
        output.WriteLine($"{count}");
        Assert.True(count.Refused > 0 && count.Whole > 0);
    }

    [Fact]
    public void Any_two_files_that_are_lost_cost_nothing_or_are_refused()
    {
        var count = Starts.None;
        foreach (var first in Whole.Disk.List())
            foreach (var second in Whole.Disk.List().Where(name => name != first))
            {
                var disk = Whole.Disk.Copy();
                disk.Drop(first);
                disk.Drop(second);
                // A folder without any log and snapshot is a new one: nothing in it can tell.
                if (disk.List().Count > 0)
                    count += GoOn(disk, TryStart(disk, $"{first} and {second}", 0), first, 0);
            }
        output.WriteLine($"{count}");
        Assert.True(count.Refused > 0);
    }

    [Fact]
    public void Four_thousand_random_bits_that_flip_in_a_running_servers_log_cost_nothing_or_are_refused()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var model = new LogModel(new CrashDisk(), new() { SegmentSize = 4096, SpaceReserve = 256 });
        model.Start();
        for (var i = 0; i < 40; i++)
            model.Append(1);
        model.Writer.Mark();
        var name = LogFiles.Segment(1);
        var count = Starts.None;
        var bytes = model.Disk.Content(name);
        for (var i = 0; i < 4000; i++)
        {
            var bit = random.Next(bytes.Length * 8);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            count += TryStart(model.Disk, name, bit, 40);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        output.WriteLine($"{count}");
    }

    [Fact]
    public void After_a_repair_all_transactions_before_the_damage_are_there_and_the_rest_is_kept_aside()
    {
        var repaired = 0;
        foreach (var name in Whole.Disk.List())
            for (var at = 0; at < Whole.Disk[name].Length; at += 8)
            {
                var disk = Whole.Disk.Copy();
                var damaged = disk[name];
                damaged.AsSpan(at, Math.Min(8, damaged.Length - at)).Fill(0x5a);
                disk[name] = damaged;
                repaired += CheckRepair(disk, name, damaged) ? 1 : 0;
            }
        Assert.True(repaired > 0);
    }

    private static bool CheckRepair(CrashDisk disk, string name, byte[] damaged)
    {
        LogDamagedException refused;
        try
        {
            LogRecovery.Open(disk, LogModel.Small);
            return false;
        }
        catch (LogDamagedException e)
        {
            refused = e;
        }
        if (refused.Fault is null)
            return false;

        var report = LogRepair.Run(disk, LogModel.Small, static (e, _) => throw e);

        Assert.Equal(refused.FirstAtRisk - 1, report.LastZxid);
        Assert.Equal(report.LastZxid, LogModel.Recover(disk, LogModel.Small));
        Assert.Contains(report.SetAside, aside => aside.StartsWith(name, StringComparison.Ordinal) && disk[aside].AsSpan().SequenceEqual(damaged));
        return true;
    }

    private static Starts TryStart(CrashDisk disk, string name, int place, long? lastZxid = null)
    {
        try
        {
            var found = LogRecovery.Open(disk, LogModel.Small);
            LogModel.Verify(disk, found);
            Assert.True(found.LastZxid == (lastZxid ?? Whole.LastZxid), $"{name}, {place}: {found.LastZxid} of {lastZxid ?? Whole.LastZxid}");
            return Starts.Good;
        }
        catch (LogDamagedException)
        {
            return Starts.Bad;
        }
    }

    // A log that was started from in spite of its damage takes writes, and has them after the next start.
    private static Starts GoOn(CrashDisk disk, Starts start, string name, int place)
    {
        if (start.Whole > 0)
            Assert.True(LogModel.Recover(disk.Copy(), LogModel.Small) == Whole.LastZxid, $"{name}, {place}");
        return start;
    }

    private static (CrashDisk, long) MakeWhole()
    {
        var model = new LogModel(new CrashDisk(), LogModel.Small);
        model.RunScript();
        return (model.Disk, model.Acknowledged);
    }

    private readonly record struct Starts(int Whole, int Refused)
    {
        public static Starts None => default;

        public static Starts Good => new(1, 0);

        public static Starts Bad => new(0, 1);

        public static Starts operator +(Starts a, Starts b) => new(a.Whole + b.Whole, a.Refused + b.Refused);
    }
}
