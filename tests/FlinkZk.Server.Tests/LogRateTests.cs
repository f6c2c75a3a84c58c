using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests;

/// <summary>What others can bring about as often as they like does not fill the log.</summary>
public sealed class LogRateTests
{
    [Fact]
    public void One_cause_is_told_so_often_in_ten_seconds_and_the_rest_is_counted()
    {
        var (time, log) = (new FakeTimeProvider(), new LogListener());
        var faults = new ClientFaults(new(log.Hear, time), time);
        for (var i = 0; i < 100; i++)
            faults.Warning(ZkServerLogEvents.BadFrame, $"{i} is closed.");
        faults.Warning(ZkServerLogEvents.ClientTooSlow, $"Another cause.");
        Assert.Equal(21, log.Entries.Count());
        time.Advance(TimeSpan.FromSeconds(10));
        faults.Warning(ZkServerLogEvents.BadFrame, $"100 is closed.");
        faults.Warning(ZkServerLogEvents.BadFrame, $"101 is closed.");
        Assert.Equal(["100 is closed. The like came 80 times more and was not told.", "101 is closed."], log.Entries.TakeLast(2).Select(static entry => entry.Message));
    }

    [Fact]
    public async Task A_session_whose_end_cannot_be_logged_is_told_to_expire_once()
    {
        var (time, log) = (new FakeTimeProvider(), new LogListener());
        SessionTable? sessions = null;
        await using var table = sessions = new(new() { TimeProvider = time, Log = log.Hear }, session => sessions!.Prolong(session.Id));
        sessions.Track(sessions.Create(4_000));
        sessions.Start();
        for (var tick = 0; tick < 30; tick++)
            time.Advance(TimeSpan.FromSeconds(2));
        Assert.Single(log.Entries, static entry => entry.Event == ZkServerLogEvents.SessionExpired);
        Assert.Equal(1, sessions.ExpiredCount);
    }
}
