using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Options;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Memory;

/// <summary>What the state may take, and when it may grow again.</summary>
public sealed class StateRoomTests
{
    private const long Most = 3200, WithSomeToSpare = 3100;

    private readonly List<ZkServerLogEntry> _told = [];
    private readonly StateRoom _room;
    private long _size;
    private long _zxid;

    public StateRoomTests()
    {
        var time = new FakeTimeProvider();
        _room = new(Most, () => _size, new(_told.Add, time), time);
    }

    [Fact]
    public void Growth_is_taken_until_the_state_and_what_is_coming_fill_the_room()
    {
        At(3000);
        Assert.True(Take(100));
        Assert.True(Take(100));
        Assert.False(Take(1));
        Assert.Equal(MemoryFull(), Told());
        Assert.Contains("3200 bytes of the 3200", _told[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_applied_is_counted_once()
    {
        At(2000);
        Assert.True(Take(1000));
        At(3000, applied: _zxid);
        Assert.True(Take(200));
        Assert.False(Take(1));
    }

    [Fact]
    public void What_shrinks_is_taken_however_full_it_is()
    {
        At(Most);
        Assert.False(Take(1));
        Assert.True(Take(0));
        Assert.True(Take(-500));
    }

    [Fact]
    public void Growth_is_taken_again_when_there_is_some_room_to_spare_and_not_before()
    {
        At(Most);
        Assert.False(Take(1));
        Assert.IsType<MemoryFullException>(_room.Refusal);
        At(WithSomeToSpare + 1, applied: _zxid);
        Assert.NotNull(_room.Refusal);
        Assert.False(Take(1));

        At(WithSomeToSpare, applied: _zxid);
        Assert.Null(_room.Refusal);
        Assert.True(Take(1));
        Assert.Equal([ZkServerLogEvents.MemoryFull, ZkServerLogEvents.MemoryHasRoom], Told());
    }

    [Fact]
    public void One_write_that_is_too_large_is_refused_and_told_and_others_are_taken()
    {
        At(100);
        Assert.False(Take(Most));
        Assert.Equal(MemoryFull(), Told());
        Assert.Null(_room.Refusal);
        Assert.True(Take(100));
    }

    [Fact]
    public void More_than_there_is_room_for_is_told_without_a_write_and_so_is_room_again()
    {
        _size = Most + 1; // a start with less memory than before
        Assert.NotNull(_room.Refusal);
        _room.Look();
        Assert.False(Take(1));
        _size = 0;
        _room.Look();
        Assert.Equal([ZkServerLogEvents.MemoryFull, ZkServerLogEvents.MemoryHasRoom], Told());
        Assert.Null(_room.Refusal);
    }

    [Fact]
    public void The_log_does_not_fill_with_what_is_refused()
    {
        At(Most);
        for (var i = 0; i < 1000; i++)
            Assert.False(Take(1));
        Assert.Single(_told);
    }

    [Theory]
    [InlineData(64, 14)]
    [InlineData(128, 44)]
    [InlineData(512, 227)]
    [InlineData(4096, 2902)]
    public void Of_the_memory_most_is_for_the_state(long most, long state) =>
        Assert.Equal(state, new ServerMemory(new() { MaxMemory = most << 20 }).State >> 20);

    [Fact]
    public void The_memory_that_a_state_needs_is_the_least_that_has_room_for_it()
    {
        var needed = ServerMemory.NeededFor(100L << 20);
        Assert.InRange(new ServerMemory(new() { MaxMemory = needed }).State, 100L << 20, long.MaxValue);
        Assert.InRange(new ServerMemory(new() { MaxMemory = needed - (64L << 20) }).State, 0, (100L << 20) - 1);
    }

    [Fact]
    public void A_small_memory_has_small_files_of_the_log_for_a_start_reads_one_whole()
    {
        Assert.Equal(6 << 20, ServerMemory.SegmentSize(new() { MaxMemory = 64L << 20 }));
        Assert.Equal(1 << 20, ServerMemory.SegmentSize(new() { MaxMemory = 64L << 20, SegmentSize = 1 << 20 }));
        Assert.Equal(new ZkServerOptions().SegmentSize, ServerMemory.SegmentSize(new()));
    }

    private static string[] MemoryFull() => [ZkServerLogEvents.MemoryFull];

    private bool Take(long bytes) => _room.TryTake(bytes, ++_zxid);

    private void At(long size, long applied = 0)
    {
        _size = size;
        _room.Forget(applied);
    }

    private IEnumerable<string> Told() => _told.Select(static entry => entry.Event);
}
