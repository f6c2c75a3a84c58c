using FlinkZk.Clusters.Diagnosis;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests.Diagnosis;

/// <summary>What a live JobManager told of a running job, and logs of a fake one.</summary>
public sealed class DiagnosisTests : FlinkTests
{
    private const string Job = "00112233445566778899aabbccddeeff";
    private const string Sums = "a0f90dae8f3f5f042400509da0ac0fbb";
    private const string Numbers = "ca88eee0095684d687a1b6495617f957";

    [Fact]
    public async Task A_plan_has_its_vertices_and_where_their_records_come_from()
    {
        await using var peer = Exchange.Replay("2.3.0", "job-plan");
        using var client = Client(peer);
        var plan = await client.PlanAsync(Job, Stop);
        Assert.Equal([Sums, Numbers], plan.Select(node => node.Id));
        Assert.Equal((Numbers, "HASH", "pipelined_bounded"), plan[0].Inputs!.Select(input => (input.Id, input.Strategy, input.Exchange)).Single());
        Assert.Null(plan[1].Inputs);
    }

    [Fact]
    public async Task Watermarks_are_those_of_subtasks_and_a_source_has_none()
    {
        await using var peer = Metrics("watermarks", "watermarks-source");
        using var client = Client(peer);
        Assert.Equal([new FlinkWatermark(0, 25824), new FlinkWatermark(1, 25824)], await client.WatermarksAsync(Job, Sums, Stop));
        Assert.Empty(await client.WatermarksAsync(Job, Numbers, Stop));
    }

    [Theory]
    [InlineData(long.MinValue, true, false, null)]
    [InlineData(long.MaxValue, false, true, null)]
    [InlineData(1767225600000, false, false, "2026-01-01T00:00:00.0000000+00:00")]
    [InlineData(-1, false, false, "1969-12-31T23:59:59.9990000+00:00")]
    [InlineData(long.MaxValue - 1, false, false, null)]
    public void A_watermark_is_a_time_or_says_why_it_is_none(long value, bool isMissing, bool isEnd, string? time)
    {
        var watermark = new FlinkWatermark(0, value);
        Assert.Equal((isMissing, isEnd, time), (watermark.IsMissing, watermark.IsEnd, watermark.Time?.ToString("O")));
    }

    [Fact]
    public async Task Backpressure_is_asked_for_until_Flink_has_looked()
    {
        using var flink = new FakeFlink();
        var job = flink.AddJob("orders");
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([flink.Address]) });
        var pressure = await client.BackpressureAsync(job.Id, Sums, Stop);
        Assert.Equal(("high", 0.6, double.NaN), (pressure.Level, pressure.Subtasks![0].BackPressured!.Value, pressure.Subtasks[1].Busy!.Value));
    }

    [Fact]
    public async Task A_live_answer_about_backpressure_is_read()
    {
        await using var peer = Metrics("backpressure-1");
        using var client = Client(peer);
        var pressure = await client.BackpressureAsync(Job, Sums, Stop);
        Assert.Equal(("ok", 2, 1.0), (pressure.Level, pressure.Subtasks!.Count, pressure.Subtasks[0].Idle!.Value));
    }

    [Fact]
    public async Task Metrics_of_several_are_taken_together()
    {
        await using var peer = Metrics("jobs-metrics-names");
        using var client = Client(peer);
        var names = await client.SummariesAsync("jobs", [], [], Stop);
        Assert.Contains(names, summary => summary is { Name: "numRestarts", Min: null });
        await using var values = new HttpPeer((request, reply) => reply.SendAsync(200, request.Path.StartsWith("/jobs/metrics", StringComparison.Ordinal) ? Exchange.Of("2.3.0", "jobs-metrics-agg").Body : "[]"));
        using var other = Client(values);
        Assert.Equal(new FlinkMetricSummary { Name = "lastCheckpointDuration", Min = 12, Max = 12, Average = 12, Sum = 12 }, (await other.SummariesAsync("jobs", ["numRestarts", "lastCheckpointDuration"], [Job], Stop))[1]);
        Assert.Equal($"GET /jobs/metrics?agg=min,max,avg,sum&get=numRestarts,lastCheckpointDuration&jobs={Job}", values.Requests[^1].ToString());
    }

    [Fact]
    public async Task Metrics_are_fetched_anew_before_they_are_read_and_then_for_a_while_not()
    {
        using var flink = new FakeFlink();
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([flink.Address]) });
        await client.MetricsAsync("jobmanager", [], Stop);
        await client.MetricsAsync("jobmanager", [], Stop);
        Assert.Equal(["GET /jobmanager/metrics?get=numRegisteredTaskManagers", "GET /jobmanager/metrics", "GET /jobmanager/metrics"], flink.Requests.Select(request => request.ToString()));
    }

    [Fact]
    public void The_load_of_a_job_is_that_of_its_worst_subtask()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1767225660000);
        FlinkMetricSummary[] summaries =
        [
            new() { Name = "backPressuredTimeMsPerSecond", Max = 250 }, new() { Name = "busyTimeMsPerSecond", Max = double.NaN }, new() { Name = "currentInputWatermark", Min = long.MinValue },
            new() { Name = "backPressuredTimeMsPerSecond", Max = 0 }, new() { Name = "busyTimeMsPerSecond", Max = 1001 }, new() { Name = "currentInputWatermark", Min = 1.7672256E12 },
        ];
        Assert.Equal(new JobLoad(0.25, 1, DateTimeOffset.FromUnixTimeMilliseconds(1767225600000), TimeSpan.FromMinutes(1)), JobLoad.Of(summaries, now));
        Assert.Equal(new JobLoad(null, null, null, null), JobLoad.Of([], now));
    }

    [Theory]
    [InlineData("\"main\" Id=1 WAITING on java.util.concurrent.CompletableFuture$Signaller@5e7d6b37\n\tat a.b.C\n\n", 1L, "WAITING", "java.util.concurrent.CompletableFuture$Signaller@5e7d6b37", "\tat a.b.C")]
    [InlineData("\"Signal \"x\" Dispatcher\" daemon prio=9 Id=4 RUNNABLE (in native)\n\n", 4L, "RUNNABLE", null, "")]
    [InlineData("\"Source (1/1)#0\" Id=77 BLOCKED on java.lang.Object@1 owned by \"other\" Id=7\n\tat x", 77L, "BLOCKED", "java.lang.Object@1 owned by \"other\" Id=7", "\tat x")]
    [InlineData("something else", null, null, null, "something else")]
    public void A_thread_is_taken_apart(string text, long? id, string? state, string? waitsFor, string stack) => Assert.Equal((id, state, waitsFor, stack), ThreadText.Read(text));

    [Fact]
    public void A_log_is_taken_apart_into_records()
    {
        const string Text = "banner\n2026-11-22 16:04:57,751 INFO  a.b.TaskManagerRunner      [] - Starting - now\r\n2026-11-22 16:04:57,764 ERROR a.b.Job  - it failed\n\tat x\n\tat y\n2026-11-22T16:04:58.000 WARN c [t 1] - w\n";
        var records = LogText.Records(Text);
        Assert.Equal([null, "INFO", "ERROR", "WARN"], records.Select(record => record.Level));
        Assert.Equal(["banner", "Starting - now", "it failed\n\tat x\n\tat y", "w"], records.Select(record => record.Message));
        Assert.Equal(new DateTime(2026, 11, 22, 16, 4, 57, 751), records[1].Time);
        Assert.Equal("a.b.TaskManagerRunner", records[1].Logger);
        Assert.StartsWith("2026-11-22T16:04:58.000", Text[LogText.LastBeginning(Text)..], StringComparison.Ordinal);
        Assert.Equal(0, LogText.LastBeginning("one\ntwo"));
        Assert.Equal(0, LogText.LastBeginning(""));
    }

    [Fact]
    public async Task The_end_of_a_log_is_kept_whatever_its_length()
    {
        using var flink = new FakeFlink { Log = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"2026-01-01 00:00:00,000 INFO  a.b.C [] - {number}\n")) };
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([flink.Address]) });
        var (bytes, size) = await client.LogAsync(null, "jobmanager.log", 0, 1000, Stop);
        Assert.Equal((flink.Log.Length, flink.Log[^1000..]), (size, System.Text.Encoding.UTF8.GetString(bytes.Span)));
        (bytes, _) = await client.LogAsync(null, "jobmanager.log", flink.Log.Length - 7, 1000, Stop);
        Assert.Equal(flink.Log[^7..], System.Text.Encoding.UTF8.GetString(bytes.Span));
        Assert.Equal(["99998", "99999"], (await new LogReader(client, null, "jobmanager.log").ReadAsync(2, Stop)).Select(record => record.Message));
    }

    [Fact]
    public async Task A_log_is_followed_record_by_record_and_when_it_is_begun_anew()
    {
        using var flink = new FakeFlink();
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.Of([flink.Address]) });
        var reader = new LogReader(client, null, "jobmanager.log");
        Assert.Equal(3, (await reader.ReadAsync(null, Stop)).Count);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var records = reader.FollowAsync(TimeSpan.FromMilliseconds(20), end.Token).GetAsyncEnumerator(end.Token);
        flink.Log += "2026-01-01 00:00:04,000 ERROR a.b.C [] - failed\n\tat x\n2026-01-01 00:00:05,000 INFO  a.b.C [] - half a li";
        Assert.Equal("failed\n\tat x", await NextAsync());
        flink.Log += "ne\n";
        Assert.Equal("half a line", await NextAsync());
        flink.Log = "2026-01-01 00:00:06,000 INFO  a.b.C [] - begun anew\n";
        Assert.Equal("begun anew", await NextAsync());

        async Task<string> NextAsync() => await records.MoveNextAsync() ? records.Current.Message : "";
    }

    // Whatever is asked to have metrics fetched is answered with none.
    private static HttpPeer Metrics(params string[] names)
    {
        var exchanges = names.Select(name => Exchange.Of("2.3.0", name)).ToDictionary(exchange => exchange.Request);
        return new((request, reply) => reply.SendAsync(200, exchanges.TryGetValue(request.ToString(), out var exchange) ? exchange.Body : "[]"));
    }
}
