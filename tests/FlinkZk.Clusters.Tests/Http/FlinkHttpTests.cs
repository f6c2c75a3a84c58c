using System.Net;
using FlinkZk.Clusters.Http;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Which requests are tried again and which are not, and servers that answer badly.</summary>
public sealed class FlinkHttpTests : FlinkTests
{
    private static readonly FlinkCall Change = new(HttpMethod.Post, "jobs/x/stop");

    [Theory]
    [InlineData("election")]
    [InlineData("leader-unreachable")]
    public async Task What_no_leader_has_seen_is_sent_again_also_a_change(string refusal)
    {
        var count = 0;
        await using var server = new HttpPeer((_, reply) => Interlocked.Increment(ref count) < 3 ? Recorded(reply, refusal) : reply.SendAsync(202, "{}"));
        using var http = new FlinkHttp(Hurried(server));
        Assert.Equal(HttpStatusCode.Accepted, (await http.SendAsync(Change, Stop)).Status);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("rescaling")]
    [InlineData("job-unknown")]
    [InlineData("job-status-unknown")]
    public async Task A_final_answer_is_not_asked_for_again(string refusal)
    {
        await using var server = new HttpPeer((_, reply) => Recorded(reply, refusal));
        using var http = new FlinkHttp(Hurried(server));
        await Assert.ThrowsAsync<FlinkException>(() => http.SendAsync(FlinkCall.Get("jobs/x"), Stop));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_change_that_may_have_been_carried_out_is_never_sent_again()
    {
        await using var half = new HttpPeer(async (_, reply) =>
        {
            await reply.SendRawAsync("HTTP/1.1 202 Accepted\r\ncontent-length: 50\r\n\r\n{\"request-id\":");
            reply.Close();
        });
        await using var mute = new HttpPeer((_, reply) => reply.StallAsync());
        await using var closing = new HttpPeer((_, reply) =>
        {
            reply.Close();
            return Task.CompletedTask;
        });
        foreach (var server in new[] { half, mute, closing })
        {
            using var http = new FlinkHttp(Hurried(server));
            var failure = await Assert.ThrowsAsync<FlinkException>(() => http.SendAsync(Change, Stop));
            Assert.Equal(FlinkOutcome.Unknown, failure.Outcome);
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task A_read_whose_answer_breaks_off_or_does_not_come_is_tried_again()
    {
        var count = 0;
        await using var server = new HttpPeer(async (_, reply) =>
        {
            switch (Interlocked.Increment(ref count))
            {
                case 1:
                    await reply.SendRawAsync("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"jobs\":");
                    reply.Close();
                    break;
                case 2:
                    await reply.StallAsync();
                    break;
                default:
                    await reply.SendAsync(200, """{"jobs":[]}""");
                    break;
            }
        });
        using var client = Client(server);
        Assert.Empty(await client.JobsAsync(Stop));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task The_next_address_of_a_list_is_asked_and_one_that_answers_is_kept()
    {
        await using var server = Always(200, """{"jobs":[]}""");
        using var client = new Rest.FlinkClient(Hurried() with { Endpoints = FlinkEndpoints.Of([new($"http://127.0.0.1:{FreePort.Next()}"), server.Address]) });
        await client.JobsAsync(Stop);
        await client.JobsAsync(Stop);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Address, await client.AddressAsync(Stop));
    }

    [Fact]
    public async Task Nobody_who_listens_is_told_after_the_time_with_the_address()
    {
        var port = FreePort.Next();
        using var client = new Rest.FlinkClient(Hurried() with { Endpoints = FlinkEndpoints.Of([new($"http://127.0.0.1:{port}")]), Timeout = TimeSpan.FromMilliseconds(600) });
        var began = TimeProvider.System.GetTimestamp();
        var failure = await FailsAsync(() => client.JobsAsync(Stop), FlinkProblem.NotReached);
        Assert.Equal(FlinkOutcome.NotDone, failure.Outcome);
        Assert.Contains($"http://127.0.0.1:{port}/jobs/overview", failure.Message, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task A_slow_server_ends_with_the_time_in_all()
    {
        await using var server = new HttpPeer(async (_, reply) =>
        {
            await reply.SendRawAsync("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
            while (true)
            {
                await reply.SendRawAsync("[");
                await Task.Delay(20, reply.Cancellation);
            }
        });
        using var client = new Rest.FlinkClient(Hurried(server) with { Timeout = TimeSpan.FromSeconds(1) });
        var began = TimeProvider.System.GetTimestamp();
        await FailsAsync(() => client.JobsAsync(Stop), FlinkProblem.Timeout);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0.3, 4);
    }

    [Theory]
    [InlineData("content-length: 10000000000")]
    [InlineData("connection: close")]
    public async Task An_answer_without_an_end_is_given_up_at_the_bound(string header)
    {
        var piece = new string(' ', 64 << 10);
        await using var server = new HttpPeer(async (_, reply) =>
        {
            await reply.SendRawAsync($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n");
            while (true)
                await reply.SendRawAsync(piece);
        });
        using var client = new Rest.FlinkClient(Hurried(server) with { MaxAnswer = 1 << 20, TryTimeout = TimeSpan.FromSeconds(3) });
        await FailsAsync(() => client.JobsAsync(Stop), FlinkProblem.AnswerTooLarge);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("<html>Welcome</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1,2,3]")]
    [InlineData("""{"flink-version":null}""")]
    [InlineData("""{"name":"something else"}""")]
    public async Task What_is_no_Flink_is_told_as_such(string body)
    {
        await using var server = Always(200, body);
        using var client = Client(server);
        var failure = await FailsAsync(() => client.VersionAsync(Stop), FlinkProblem.ForeignAnswer);
        Assert.Contains(server.Address.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_speaks_no_HTTP_is_told()
    {
        await using var server = new HttpPeer(async (_, reply) =>
        {
            await reply.SendRawAsync("SSH-2.0-OpenSSH_9.6\r\n");
            reply.Close();
        });
        using var client = new Rest.FlinkClient(Hurried(server) with { Timeout = TimeSpan.FromMilliseconds(500) });
        await FailsAsync(() => client.VersionAsync(Stop), FlinkProblem.NotReached);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = new HttpPeer((_, reply) => reply.SendRawAsync("HTTP/1.1 302 Found\r\nlocation: https://login.example/in?token=geheim\r\ncontent-length: 0\r\n\r\n"));
        using var client = Client(server);
        var failure = await FailsAsync(() => client.VersionAsync(Stop), FlinkProblem.ForeignAnswer);
        Assert.Contains("a proxy points to https://login.example/in?***", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-Credential", failure.HowToSee, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:geheim@h:8081", "'http://***@h:8081'")]
    [InlineData("https://h/x?token=geheim", "'https://h/x?***'")]
    [InlineData("https://h/x#geheim", "'https://h/x#***'")]
    [InlineData("user:geheim@h", "'***@h'")]
    public void A_secret_in_an_address_stands_in_no_error(string address, string shown) =>
        Assert.Contains(shown, Assert.Throws<ArgumentException>(() => FlinkEndpoints.Of([new(address, UriKind.RelativeOrAbsolute)])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Giving_up_ends_at_once()
    {
        await using var server = new HttpPeer((_, reply) => reply.StallAsync());
        using var client = new Rest.FlinkClient(Hurried(server) with { TryTimeout = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromSeconds(60) });
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var began = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.JobsAsync(cancel.Token));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task Credentials_go_along_and_stand_in_no_error()
    {
        await using var server = Always(401, "");
        using var client = new Rest.FlinkClient(Hurried(server) with { Authorization = "Bearer s3cret" });
        var failure = await FailsAsync(() => client.VersionAsync(Stop), FlinkProblem.Denied);
        Assert.Equal("Bearer s3cret", Assert.Single(server.Requests).Headers["authorization"]);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", (Hurried(server) with { Authorization = "Bearer s3cret" }).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://jm-1:8081")]
    [InlineData("http://me:secret@jm-1:8081")]
    [InlineData("http://jm-1:8081/?a=b")]
    [InlineData("jm-1:8081")]
    public void An_address_is_of_http_without_anything_else(string address) =>
        Assert.Throws<ArgumentException>(() => FlinkEndpoints.Of([new(address, UriKind.RelativeOrAbsolute)]));

    [Fact]
    public void No_address_is_none() => Assert.Throws<ArgumentException>(() => FlinkEndpoints.Of([]));

    [Fact]
    public async Task A_path_in_front_stays_in_front()
    {
        await using var server = Always(200, """{"jobs":[]}""");
        using var client = new Rest.FlinkClient(Hurried() with { Endpoints = FlinkEndpoints.Of([new Uri(server.Address, "flink/prod")]) });
        await client.JobsAsync(Stop);
        Assert.Equal("GET /flink/prod/jobs/overview", Assert.Single(server.Requests).ToString());
    }

    private static Task Recorded(HttpReply reply, string name)
    {
        var exchange = Exchange.Of("2.3.0", name);
        return reply.SendAsync(exchange.Status, exchange.Body);
    }
}
