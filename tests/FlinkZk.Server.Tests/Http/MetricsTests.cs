using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using FlinkZk.Server.Ensemble;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Figures;
using FlinkZk.Server.Log;
using FlinkZk.Server.Options;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tests.Log;
using FlinkZk.Testing;
using FlinkZk.Wire;

namespace FlinkZk.Server.Tests.Http;

/// <summary>What a server shows of itself over HTTP and by its meter.</summary>
public sealed class MetricsTests
{
    private static readonly ZkServerOptions Shown = new() { Metrics = new(IPAddress.Loopback, 0), FourLetterWords = new HashSet<string> { "*" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_text_for_Prometheus_keeps_the_rules_of_its_format_and_tells_what_happened()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-metrics-").FullName;
        await using (var server = await ZkServer.StartAsync(Shown with { DataPath = folder }, Cancel))
        {
            await using var client = await RawClient.ConnectAsync(server.Port);
            await client.CreateAsync("/a", "x");
            await client.GetAsync("/a", watch: true);
            var (status, head, body) = await HttpGet.AskAsync(server.Metrics!, "/metrics");
            Assert.Equal(200, status);
            Assert.Contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n", head, StringComparison.Ordinal);
            var read = PrometheusReader.Read(body);
            Assert.Equal("counter", read.Types["packets_received"]);
            Assert.Equal("summary", read.Types["updatelatency"]);
            Assert.Equal(
                (1, 6, 1, 1, 2, 1, 0),
                (read.Samples["num_alive_connections"], read.Samples["znode_count"], read.Samples["watch_count"], read.Samples["global_sessions"],
                    read.Samples["updatelatency_count"], read.Samples["readlatency_count"], read.Samples["writes_refused"]));
            foreach (var figure in (string[])["readlatency", "updatelatency", "fsynctime", "prep_processor_queue_time_ms"])
                Assert.InRange(read.Samples[$"{figure}{{quantile=\"0.99\"}}"], read.Samples[$"{figure}{{quantile=\"0.5\"}}"], 60_000);
            Assert.True(read.Samples["fsynctime{quantile=\"0.5\"}"] > 0);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_figure_is_told_alike_by_the_word_Prometheus_JSON_the_meter_and_statistics()
    {
        await using var server = await ZkServer.StartAsync(Shown, Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        await client.CreateAsync("/a", "x");
        var prometheus = PrometheusReader.Read((await HttpGet.AskAsync(server.Metrics!, "/metrics")).Body);
        var word = (await FourLetterWord.AskAsync(server.Port, "mntr", Cancel))!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')).ToDictionary(static line => line[0][3..], static line => line[1]);
        var json = JsonDocument.Parse((await HttpGet.AskAsync(server.Metrics!, "/commands/mntr")).Body).RootElement;
        var meter = Observe(server.ConnectionString);
        foreach (var figure in FigureList.All.Where(static figure => !figure.Ours && figure.Kind != FigureKind.Summary))
            Assert.True(prometheus.Samples.ContainsKey(figure.Name) && word.ContainsKey(figure.Name) && json.TryGetProperty(figure.Name, out _) && meter.ContainsKey(figure.Name), figure.Name);
        foreach (var name in (string[])["znode_count", "global_sessions", "ephemerals_count", "approximate_data_size", "watch_count", "connection_request_count"])
        {
            var told = prometheus.Samples[name];
            Assert.Equal((told, told, told), (double.Parse(word[name], System.Globalization.CultureInfo.InvariantCulture), json.GetProperty(name).GetDouble(), meter[name]));
        }
        Assert.Equal(prometheus.Samples["znode_count"] - 1, server.Statistics.Nodes);
        Assert.Equal(2, server.Statistics.Writes.Count);
        Assert.InRange(server.Statistics.Writes.P99, server.Statistics.Writes.Median, 60_000);
    }

    [Fact]
    public async Task A_name_is_told_once_with_a_help_of_one_line()
    {
        Assert.Equal(FigureList.All.Length, FigureList.All.Select(static figure => figure.Name).Distinct().Count());
        Assert.All(FigureList.All, static figure => Assert.Matches(@"^[A-Z1].*\.$", figure.Help));
        await using var server = await ZkServer.StartAsync(Shown, Cancel);
        var (_, _, body) = await HttpGet.AskAsync(server.Metrics!, "/metrics");
        Assert.Contains("zookeeper_server_info{version=\"3.9.4-flinkzk-", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_that_the_documentation_watches_exists()
    {
        var page = Path.Combine(AppContext.BaseDirectory.Split(Path.Combine("tests", "FlinkZk.Server.Tests"))[0], "docs", "metrics.md");
        var watched = File.ReadLines(page).Where(static line => line.StartsWith("| `", StringComparison.Ordinal)).Select(static line => line.Split('|')[1])
            .SelectMany(static cell => System.Text.RegularExpressions.Regex.Matches(cell, @"(?<![.\w])[a-z_]{8,}(?![a-z(])").Select(static match => match.Value)).Where(static name => name.Contains('_', StringComparison.Ordinal)).ToHashSet();
        Assert.Contains("fsynctime", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.True(watched.Count > 8);
        Assert.Empty(watched.Except(FigureList.All.Select(static figure => figure.Name)));
    }

    [Fact]
    public async Task A_server_that_is_well_is_healthy_and_ready()
    {
        await using var server = await ZkServer.StartAsync(Shown, Cancel);
        foreach (var path in (string[])["/health", "/ready"])
            Assert.Equal((200, "ok\n"), await VerdictAsync(server.Metrics!, path));
    }

    [Fact]
    public async Task A_full_disk_makes_it_unready_with_the_reason_until_there_is_room()
    {
        var disk = new CrashDisk { Capacity = 150_000 };
        var small = new LogOptions { SegmentSize = 64 * 1024, SpaceReserve = 16 * 1024, SpaceRetry = TimeSpan.FromMilliseconds(10) };
        await using var server = await ZkServer.StartAsync(Shown, (database, apply) => ServerStorage.Open(disk, small, database, apply), Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        for (var i = 0; (await client.TryCreateAsync($"/{i}", new string('x', 1000))).Error == ErrorCode.Ok; i++)
            Assert.InRange(i, 0, 400);
        var (status, why) = await VerdictAsync(server.Metrics!, "/ready");
        Assert.Equal(503, status);
        Assert.Contains("No space is left", why, StringComparison.Ordinal);
        Assert.Equal(200, (await VerdictAsync(server.Metrics!, "/health")).Status);
        Assert.Equal(1, PrometheusReader.Read((await HttpGet.AskAsync(server.Metrics!, "/metrics")).Body).Samples["writes_refused"]);
        disk.Capacity = long.MaxValue;
        await Eventually.Async(async _ => (await VerdictAsync(server.Metrics!, "/ready")).Status == 200, TimeSpan.FromSeconds(30), "it is ready again", Cancel);
    }

    [Fact]
    public async Task A_log_that_has_failed_makes_it_unhealthy()
    {
        var disk = new CrashDisk();
        await using var server = await ZkServer.StartAsync(Shown, (database, apply) => ServerStorage.Open(disk, new LogOptions(), database, apply), Cancel);
        await using var client = await RawClient.ConnectAsync(server.Port);
        disk.FailAt = disk.Operations + 1;
        await client.SendRequestAsync(OpCode.SetData, new SetDataRequest("/", [1], -1));
        await Eventually.Async(async _ => (await VerdictAsync(server.Metrics!, "/health")).Status == 503, TimeSpan.FromSeconds(30), "it is unhealthy", Cancel);
        Assert.Contains("started anew", (await VerdictAsync(server.Metrics!, "/ready")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_has_lost_the_majority_is_not_ready()
    {
        await using var ensemble = await ZkEnsemble.StartAsync(Shown, size: 3, Cancel);
        var member = ensemble.Members[0];
        Assert.Equal(200, (await VerdictAsync(member.Metrics!, "/ready")).Status);
        await member.CutOffAsync(Cancel);
        var (status, why) = await VerdictAsync(member.Metrics!, "/ready");
        Assert.Equal(503, status);
        Assert.Contains("majority", why, StringComparison.Ordinal);
        Assert.Equal(200, (await HttpGet.AskAsync(member.Metrics!, "/metrics")).Status);
        Assert.Contains("not currently serving", (await HttpGet.AskAsync(member.Metrics!, "/commands/srvr")).Body, StringComparison.Ordinal);
        await member.StopAsync(Cancel);
        Assert.Null(member.Metrics);
    }

    [Fact]
    public async Task A_port_for_metrics_that_is_taken_is_named()
    {
        await using var server = await ZkServer.StartAsync(Shown, Cancel);
        var error = await Assert.ThrowsAsync<ListenException>(async () => await ZkServer.StartAsync(new() { Metrics = server.Metrics }, Cancel));
        Assert.Equal((server.Metrics, System.Net.Sockets.SocketError.AddressAlreadyInUse), (error.EndPoint, error.SocketErrorCode));
        Assert.Contains(server.Metrics!.ToString(), error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await ZkServer.StartAsync(new() { Port = 7000, Metrics = new(IPAddress.Loopback, 7000) }, Cancel));
    }

    [Theory]
    [InlineData("7000", "127.0.0.1:7000")]
    [InlineData("localhost:7000", "127.0.0.1:7000")]
    [InlineData("0.0.0.0:7000", "0.0.0.0:7000")]
    [InlineData("[::1]:7000", "[::1]:7000")]
    [InlineData("::1:7000", null)]
    [InlineData("70000", null)]
    [InlineData("-1", null)]
    [InlineData(" 7000", null)]
    [InlineData("host:7000", null)]
    [InlineData("", null)]
    [InlineData(":7000", null)]
    [InlineData("[127.0.0.1]:7000", null)]
    public void A_port_or_an_address_with_a_port_is_read(string text, string? read) => Assert.Equal(read, EndPointText.TryParse(text, out var endPoint) ? endPoint.ToString() : null);

    private static async Task<(int Status, string Why)> VerdictAsync(IPEndPoint server, string path)
    {
        var (status, _, body) = await HttpGet.AskAsync(server, path);
        return (status, body);
    }

    // As OpenTelemetry does.
    private static Dictionary<string, double> Observe(string server)
    {
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "FlinkZk.Server" && instrument.Meter.Tags!.Any(tag => tag.Key == "server" && Equals(tag.Value, server)))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
