using System.Diagnostics;
using System.Net;
using FlinkZk.Server.Access;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Wire;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Secure;

/// <summary>What becomes of those who try one proof after the other.</summary>
public sealed class GuessTests
{
    private static readonly IPAddress Address = IPAddress.Loopback;

    [Fact]
    public void The_more_has_failed_the_later_is_the_answer_until_a_minute_has_passed()
    {
        var time = new FakeTimeProvider();
        var brake = new GuessBrake(time);
        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3, 3], Enumerable.Range(0, 7).Select(_ => brake.Failed(Address).TotalSeconds));
        Assert.Equal(0.1, brake.Failed(IPAddress.IPv6Loopback).TotalSeconds);
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0.1, brake.Failed(Address).TotalSeconds);
    }

    [Fact]
    public void Many_different_identities_of_one_address_are_guesses_and_the_same_ones_are_not()
    {
        var brake = new GuessBrake(TimeProvider.System);
        for (var round = 0; round < 3; round++)
            for (var i = 0; i < 32; i++)
                Assert.Equal(TimeSpan.Zero, brake.Presented(Address, new("digest", $"user:{i}")));
        Assert.Equal([0.1, 0.2], Enumerable.Range(0, 2).Select(i => brake.Presented(Address, new("digest", $"user:x{i}")).TotalSeconds));
    }

    [Fact]
    public void There_are_never_more_addresses_remembered_than_memory_is_meant_for_them()
    {
        var time = new FakeTimeProvider();
        var brake = new GuessBrake(time);
        for (var i = 0; i < 20_000; i++)
            Assert.InRange(brake.Failed(new IPAddress(i)), TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0.1, brake.Failed(new IPAddress(20_001)).TotalSeconds);
    }

    [Fact]
    public async Task A_connection_has_so_many_identities_and_no_more()
    {
        var time = new FakeTimeProvider();
        await using var server = await ZkServer.StartAsync(new() { TimeProvider = time, TickTime = TimeSpan.FromHours(1) }, TestContext.Current.CancellationToken);
        await using var client = await RawClient.ConnectAsync(server.Port);
        var accepted = 0;
        while (await AnswerAsync(client.AuthAsync("digest", $"user{accepted}:pw"), time) == ErrorCode.Ok)
            accepted++;
        Assert.Equal(63, accepted);   // and its address
        Assert.True(await client.IsClosedByServerAsync());
    }

    [Fact]
    public async Task A_failure_is_counted_told_and_answered_late_and_others_are_served_meanwhile()
    {
        var log = new LogListener();
        await using var server = await ZkServer.StartAsync(new() { Log = log.Hear, FourLetterWords = new HashSet<string> { "*" } }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(ErrorCode.AuthFailed, (await client.AuthAsync("nonsense", "x")).Error);
            Assert.True(Stopwatch.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(90 << i), $"{Stopwatch.GetElapsedTime(began)}");
            Assert.True(await client.IsClosedByServerAsync());
        }
        Assert.Equal(3, log.Entries.Count(static entry => entry.Event == ZkServerLogEvents.AuthenticationFailed));
        Assert.Contains("zk_auth_failed_count\t3\n", await Testing.FourLetterWord.AskAsync(server.Port, "mntr", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<ErrorCode> AnswerAsync(Task<Reply> answer, FakeTimeProvider time)
    {
        while (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken)) != answer)
            time.Advance(TimeSpan.FromSeconds(3));
        return (await answer).Error;
    }
}
