using FlinkZk.Server.Memory;

namespace FlinkZk.Server.Tests;

/// <summary>When memory is given back.</summary>
public sealed class TrimPolicyTests
{
    private const long MB = 1L << 20;
    private readonly TrimPolicy _policy = new(committed: 30 * MB);
    private long _allocated;

    [Fact]
    public void A_server_that_is_busy_or_has_not_grown_keeps_it()
    {
        Assert.False(Look(allocates: 500, committed: 400, held: 0));
        Assert.False(Look(allocates: 1, committed: 90, held: 20));
        Assert.False(Look(allocates: 1, committed: 90, held: 0));
    }

    [Fact]
    public void What_a_busy_time_took_is_given_back_once_it_is_quiet_and_once_more_a_minute_later()
    {
        Assert.False(Look(allocates: 500, committed: 400, held: 0));
        Assert.True(Look(allocates: 1, committed: 400, held: 0));
        for (var i = 1; i < 8; i++)
            Assert.False(Look(allocates: 1, committed: 60, held: 0));
        Assert.True(Look(allocates: 1, committed: 60, held: 0));
        for (var i = 0; i < 20; i++)
            Assert.False(Look(allocates: 1, committed: 60, held: 0));
    }

    [Fact]
    public void What_clients_let_go_long_after_it_grew_is_given_back_though_no_collection_has_told_of_it()
    {
        Assert.False(Look(allocates: 500, committed: 400, held: 300));
        Assert.True(Look(allocates: 1, committed: 400, held: 300));
        for (var i = 0; i < 20; i++)
            Look(allocates: 1, committed: 380, held: 300);

        Assert.True(Look(allocates: 1, committed: 380, held: 100));
        Assert.False(Look(allocates: 1, committed: 150, held: 100));
    }

    private bool Look(long allocates, long committed, long held)
    {
        _allocated += allocates * MB;
        if (!_policy.IsDue(_allocated, committed * MB, held * MB))
            return false;
        _policy.Collected(committed * MB, held * MB);
        return true;
    }
}
