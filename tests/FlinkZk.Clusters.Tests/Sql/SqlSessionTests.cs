using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Sql;
using FlinkZk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FlinkZk.Clusters.Tests.Sql;

/// <summary>Sessions and statements of a gateway that has a table or two.</summary>
public sealed class SqlSessionTests : FlinkTests, IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly FakeSqlGateway _fake = new();

    public void Dispose() => _fake.Dispose();

    [Theory]
    [InlineData("V1", 1)]
    [InlineData("V1 V2", 2)]
    [InlineData("V1 V2 V3", 3)]
    [InlineData("V1 V2 V3 V4", 4)]
    [InlineData("V3 V4 V5 X", 4)]
    public async Task The_newest_version_that_both_know_is_spoken(string versions, int expected)
    {
        _fake.Versions = versions.Split(' ');
        using var gateway = await GatewayAsync();
        Assert.Equal((expected, "2.3.0"), (gateway.ApiVersion, gateway.FlinkVersion));
        await using var session = await gateway.OpenAsync("test", None, Stop);
        Assert.Equal(["north 1", "north 1", "north 2", "south 1"], (await RowsAsync(session, "SELECT * FROM orders")).Select(row => $"{row.Values[0]} {row.Values[1]}"));
        Assert.Equal(0, _fake.Operations);
        Assert.Equal(expected > 1, (await session.CompleteAsync("SELECT ", 7, Stop)).Contains("region"));
        Assert.All(_fake.Requests.Skip(2), request => Assert.StartsWith($"/v{expected}/", request.Path));
    }

    [Fact]
    public async Task A_gateway_of_another_time_is_no_use()
    {
        _fake.Versions = ["V7"];
        Assert.Contains("v7", (await FailsAsync(GatewayAsync, FlinkProblem.NotSupported)).Message);
    }

    [Fact]
    public async Task A_JobManager_is_no_gateway()
    {
        await using var manager = Exchange.Replay("2.3.0", "config");
        var failure = await FailsAsync(() => SqlGateway.ConnectAsync(Hurried(manager), Stop), FlinkProblem.ForeignAnswer);
        Assert.Contains("8083", failure.HowToSee);
    }

    [Fact]
    public async Task Batch_mode_has_no_changes()
    {
        using var gateway = await GatewayAsync();
        await using var session = await gateway.OpenAsync(null, None, Stop);
        Assert.All(await RowsAsync(session, "SELECT * FROM orders", isBounded: true), row => Assert.Equal(SqlRowKind.Insert, row.Kind));
    }

    [Fact]
    public async Task A_statement_is_known_for_what_it_is()
    {
        using var gateway = await GatewayAsync();
        await using var session = await gateway.OpenAsync(null, None, Stop);
        foreach (var (statement, isQuery, hasContent, hasJob) in new[] { ("SELECT * FROM orders", true, true, true), ("SHOW TABLES", false, true, false), ("SET 'a' = 'b'", false, false, false), ("INSERT INTO a SELECT 1", false, true, true) })
        {
            var result = await session.ExecuteAsync(statement, cancellationToken: Stop);
            await foreach (var _ in result.PagesAsync(Stop))
            {
            }
            Assert.Equal((statement, isQuery, hasContent, hasJob), (statement, result.IsQuery, result.HasContent, result.JobId is not null));
        }
    }

    [Fact]
    public async Task An_error_tells_the_cause_and_the_place()
    {
        using var gateway = await GatewayAsync();
        await using var session = await gateway.OpenAsync(null, None, Stop);
        Assert.Equal("From line 3, column 15 to line 3, column 20: Object 'nosuch' not found", (await FailsAsync(() => RowsAsync(session, "\n\nSELECT * FROM nosuch"), FlinkProblem.SqlFailed)).Message);
        Assert.Equal("SQL parse failed. Non-query expression encountered in illegal context", (await FailsAsync(() => RowsAsync(session, "SELEC 1"), FlinkProblem.SqlFailed)).Message);
    }

    [Fact]
    public async Task Maps_whose_keys_are_no_strings_come_as_text()
    {
        using var gateway = await GatewayAsync();
        var session = await gateway.OpenAsync(null, None, Stop);
        Assert.Equal(["{1=2}", 1], (await RowsAsync(session, "SELECT MAP[1, 2] AS x, 1 AS y")).Single().Values);
        _fake.Versions = ["V1", "V9"];
        using var old = await GatewayAsync();
        await using var oldSession = await old.OpenAsync(null, None, Stop);
        await FailsAsync(() => RowsAsync(oldSession, "SELECT MAP[1, 2] AS x, 1 AS y"), FlinkProblem.SqlResultNotJson);
    }

    [Fact]
    public async Task A_query_without_end_ends_when_it_is_closed()
    {
        using var gateway = await GatewayAsync();
        await using var session = await gateway.OpenAsync(null, None, Stop);
        var result = await session.ExecuteAsync("SELECT * FROM endless", cancellationToken: Stop);
        await foreach (var page in result.PagesAsync(Stop))
        {
            if (page is [{ Values: [5L] }])
                break;
        }
        Assert.Equal(1, _fake.Operations);
        await result.CloseAsync();
        Assert.Equal(0, _fake.Operations);
        await session.CloseAsync(Stop);
        Assert.Equal(0, _fake.Sessions);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_is_kept_open()
    {
        var time = new FakeTimeProvider();
        using var gateway = await SqlGateway.ConnectAsync(new() { Endpoints = FlinkEndpoints.Of([_fake.Address]), Time = time }, Stop);
        var session = await gateway.OpenAsync(null, None, Stop);
        await LaterAsync(() => Beats() >= 3, "three heartbeats");
        _fake.Forget();
        await LaterAsync(() => session.IsLost, "the loss is noticed");
        await FailsAsync(() => session.ExecuteAsync("SHOW TABLES", cancellationToken: Stop), FlinkProblem.SqlSessionNotFound);
        await session.CloseAsync(Stop);

        // Whether the session waits for the next beat already cannot be seen: time goes on until it has come.
        Task LaterAsync(Func<bool> condition, string what) => Eventually.Async(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            return Task.FromResult(condition());
        }, TimeSpan.FromSeconds(20), what, Stop);
    }

    private int Beats() => _fake.Requests.Count(request => request.Path.EndsWith("/heartbeat", StringComparison.Ordinal));

    private Task<SqlGateway> GatewayAsync() => SqlGateway.ConnectAsync(new() { Endpoints = FlinkEndpoints.Of([_fake.Address]), Timeout = TimeSpan.FromSeconds(10) }, Stop);

    private static async Task<IReadOnlyList<SqlRow>> RowsAsync(SqlSession session, string statement, bool isBounded = false)
    {
        var result = await session.ExecuteAsync(statement, isBounded, cancellationToken: Stop);
        var rows = new List<SqlRow>();
        try
        {
            await foreach (var page in result.PagesAsync(Stop))
                rows.AddRange(page);
        }
        finally
        {
            await result.CloseAsync();
        }
        return rows;
    }
}
