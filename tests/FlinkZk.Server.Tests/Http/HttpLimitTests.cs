using System.Net;
using System.Net.Sockets;
using System.Text;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Http;
using FlinkZk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Server.Tests.Http;

/// <summary>What comes from outside over HTTP has limits, and costs the others nothing.</summary>
public sealed class HttpLimitTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogListener _log = new();
    private readonly HttpResponder _responder;

    public HttpLimitTests()
    {
        _responder = new(new(IPAddress.Loopback, 0), static path => path == "/a" ? HttpAnswer.Ok("hello") : path == "/throw" ? throw new InvalidOperationException("no") : null, new(new(_log.Hear, _time), _time), _time);
        _responder.Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _responder.DisposeAsync();

    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\n\r\n", 200, "hello")]
    [InlineData("GET /a?q=1 HTTP/1.0\r\n\r\n", 200, "hello")]
    [InlineData("HEAD /a HTTP/1.1\r\n\r\n", 200, "")]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 405, "Everything here is read by GET.\n")]
    [InlineData("GET /../a HTTP/1.1\r\n\r\n", 404, null)]
    [InlineData("GET http://x/a HTTP/1.1\r\n\r\n", 400, null)]
    [InlineData("GET /a HTTP/2.0\r\n\r\n", 400, null)]
    [InlineData("\r\n\r\n", 400, null)]
    [InlineData("\0\u0001 \r\n\r\n", 400, null)]
    [InlineData("GET /throw HTTP/1.1\r\n\r\n", 500, "It cannot be told: no\n")]
    public async Task A_request_is_answered_by_what_it_is(string request, int status, string? body)
    {
        var answer = await HttpGet.SendAsync(_responder.EndPoint, request);
        Assert.Equal(status, answer.Status);
        Assert.Contains("Connection: close", answer.Head, StringComparison.Ordinal);
        if (body is not null)
            Assert.Equal(body, answer.Body);
        Assert.Contains($"Content-Length: {(request.StartsWith("HEAD", StringComparison.Ordinal) ? 5 : Encoding.UTF8.GetByteCount(answer.Body))}\r\n", answer.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_in_pieces_is_one()
    {
        using var client = await HttpGet.OpenAsync(_responder.EndPoint);
        foreach (var piece in "GET /a HTTP/1.1\r\n\r\n")
            await client.SendAsync(new[] { (byte)piece }, Cancel);
        Assert.Equal(200, (await HttpGet.AnswerAsync(client)).Status);
    }

    [Fact]
    public async Task A_head_without_end_is_refused_at_its_limit_and_told()
    {
        Assert.Equal(431, (await HttpGet.SendAsync(_responder.EndPoint, "GET /a HTTP/1.1\r\nX: " + new string('x', HttpResponder.MostHead))).Status);
        Assert.Contains("longer than 8192 bytes", (await _log.WaitForAsync(ZkServerLogEvents.ConnectionRefused)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_client_is_closed_in_time_and_holds_nobody_up()
    {
        using var slow = await HttpGet.OpenAsync(_responder.EndPoint);
        await slow.SendAsync("GET /a HT"u8.ToArray(), Cancel);
        Assert.Equal(200, (await HttpGet.AskAsync(_responder.EndPoint, "/a")).Status);
        await Eventually.Async(() => _responder.Connections == 1, "the other is done", Cancel);
        _time.Advance(HttpResponder.Patience);
        Assert.Equal(408, (await HttpGet.AnswerAsync(slow)).Status);
    }

    [Fact]
    public async Task One_that_never_reads_its_answer_is_closed_in_time()
    {
        await using var responder = new HttpResponder(new(IPAddress.Loopback, 0), static _ => HttpAnswer.Ok(new string('x', 64 << 20)), new(default, _time), _time);
        responder.Start();
        using var client = await HttpGet.OpenAsync(responder.EndPoint);
        await client.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Cancel);
        await Eventually.Async(() => responder.Connections == 1 && client.Available > 0, "the answer is under way", Cancel);
        await Eventually.Async(_ =>
        {
            _time.Advance(HttpResponder.Patience);
            return Task.FromResult(responder.Connections == 0);
        }, TimeSpan.FromSeconds(30), "it is closed", Cancel);
    }

    [Fact]
    public async Task Who_holds_many_connections_open_keeps_nobody_away_and_loses_the_oldest()
    {
        var clients = new List<Socket>();
        for (var i = 0; i < HttpResponder.MostConnections; i++)
            clients.Add(await HttpGet.OpenAsync(_responder.EndPoint));
        await Eventually.Async(() => _responder.Connections == HttpResponder.MostConnections, "all are in", Cancel);
        Assert.Equal(200, (await HttpGet.AskAsync(_responder.EndPoint, "/a")).Status);
        Assert.Contains("32 are open", (await _log.WaitForAsync(ZkServerLogEvents.ConnectionRefused)).Message, StringComparison.Ordinal);
        Assert.Equal(0, (await HttpGet.AnswerAsync(clients[0])).Status);
        clients[0].Dispose();
        foreach (var client in clients.Skip(1))
        {
            await client.SendAsync("GET /a HTTP/1.1\r\n\r\n"u8.ToArray(), Cancel);
            Assert.Equal(200, (await HttpGet.AnswerAsync(client)).Status);
            client.Dispose();
        }
        await Eventually.Async(() => _responder.Connections == 0, "they are gone", Cancel);
        Assert.Equal(200, (await HttpGet.AskAsync(_responder.EndPoint, "/a")).Status);
    }

    [Fact]
    public async Task The_end_cuts_off_who_is_still_there()
    {
        using var client = await HttpGet.OpenAsync(_responder.EndPoint);
        await Eventually.Async(() => _responder.Connections == 1, "it is in", Cancel);
        await _responder.DisposeAsync();
        Assert.Equal(0, (await HttpGet.AnswerAsync(client)).Status);
    }
}
