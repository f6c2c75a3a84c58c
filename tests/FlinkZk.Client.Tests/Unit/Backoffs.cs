namespace FlinkZk.Client.Tests;

public sealed class Backoffs
{
    [Fact]
    public void Pauses_double_with_jitter_up_to_five_seconds_and_begin_anew_after_a_reset()
    {
        var backoff = new Backoff(new Random(1));
        var span = 100.0;
        for (var i = 0; i < 10; i++, span = Math.Min(span * 2, 5000))
            Assert.InRange(backoff.Next().TotalMilliseconds, span / 2, span);
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 50, 100);
    }

    [Fact]
    public void A_round_visits_every_server_once_without_a_pause_and_the_next_round_comes_after_one()
    {
        var servers = Enumerable.Range(1, 5).Select(i => new ServerAddress("zk", i)).ToArray();
        var list = new ServerList(servers, new Random(7));
        for (var round = 0; round < 3; round++)
        {
            var visits = Enumerable.Range(0, 5).Select(_ => list.Next()).ToArray();
            Assert.Equal(servers, visits.Select(visit => visit.Server).OrderBy(server => server.Port));
            Assert.Equal(round > 0, visits[0].Pause > TimeSpan.Zero);
            Assert.All(visits[1..], visit => Assert.Equal(TimeSpan.Zero, visit.Pause));
        }
        list.Succeeded();
        Assert.Equal(TimeSpan.Zero, list.Next().Pause);
    }

    [Fact]
    public void Clients_do_not_all_begin_with_the_same_server()
    {
        var servers = Enumerable.Range(1, 5).Select(i => new ServerAddress("zk", i)).ToArray();
        Assert.Equal(5, Enumerable.Range(0, 200).Select(seed => new ServerList(servers, new Random(seed)).Next().Server).Distinct().Count());
    }

    [Fact]
    public void Other_servers_take_part_from_the_next_attempt_on()
    {
        var list = new ServerList([new("a", 1), new("b", 1)], new Random(1));
        list.Next();
        list.Replace([new("c", 1)]);
        var (server, pause) = list.Next();
        Assert.Equal(("c", TimeSpan.Zero), (server.Host, pause));
    }
}
