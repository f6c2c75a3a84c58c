using System.Globalization;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;

namespace FlinkZk.Clusters.Tests;

/// <summary>What recorded answers of each version say.</summary>
public sealed class FlinkClientTests : FlinkTests
{
    public static TheoryData<string> Versions => [.. Exchange.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Each_version_tells_its_jobs(string version)
    {
        await using var server = Exchange.Replay(version, "config", "jobs-overview", "job", "job-status", "checkpoints");
        using var client = Client(server);
        Assert.Equal(version, await client.VersionAsync(Stop));
        var job = Assert.Single(await client.JobsAsync(Stop), job => job.State == "RUNNING");
        Assert.Equal((32, true), (job.Id.Length, job.Tasks!["total"] > 0));
        Assert.Null(job.Ended);
        Assert.InRange(job.Started!.Value.Year, 2026, 2027);
        Assert.InRange(job.Duration!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10));
        Assert.Equal("RUNNING", await client.StateAsync(job.Id, Stop));
        var details = await client.JobAsync(job.Id, Stop);
        Assert.Equal((job.Id, job.Name, job.Started), (details.Id, details.Name, details.Started));
        Assert.All(details.Vertices!, vertex => Assert.Equal((32, true), (vertex.Id.Length, vertex.Parallelism > 0)));
        var checkpoints = await client.CheckpointsAsync(job.Id, Stop);
        Assert.True(checkpoints.Counts!.Completed > 0);
        var last = checkpoints.Latest!.Completed!;
        Assert.Equal(("COMPLETED", false, $"file:/chk/{job.Id}/chk-{last.Id}"), (last.Status, last.IsSavepoint, last.Path));
        Assert.True(last.Triggered > job.Started);
    }

    [Fact]
    public async Task A_checkpoint_that_lies_in_memory_has_no_path()
    {
        await using var server = Always(200, """{"latest":{"completed":{"id":3,"status":"COMPLETED","external_path":"<checkpoint-not-externally-addressable>"}},"history":[]}""");
        using var client = Client(server);
        Assert.Equal((3, null), ((await client.CheckpointsAsync("a", Stop)).Latest!.Completed!.Id, (await client.CheckpointsAsync("a", Stop)).Latest!.Completed!.Path));
    }

    [Fact]
    public async Task An_ended_job_says_when()
    {
        await using var server = Exchange.Replay("2.3.0", "jobs-overview");
        using var client = Client(server);
        var ended = (await client.JobsAsync(Stop)).Single(job => job.Id == "0000000000000000000000000000dead");
        Assert.Equal("FAILED 2026-11-22T16:06:34.5810000+00:00 00:00:00.0610000", string.Create(CultureInfo.InvariantCulture, $"{ended.State} {ended.Ended:O} {ended.Duration:c}"));
    }

    [Fact]
    public async Task Version_1_15_has_no_route_for_the_state_alone()
    {
        await using var server = Exchange.Replay("1.15.4", "job-status", "job");
        using var client = Client(server);
        Assert.Equal("RUNNING", await client.StateAsync("00112233445566778899aabbccddeeff", Stop));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Failures_name_cause_task_and_place()
    {
        await using var server = Exchange.Replay("2.3.0", "failing-exceptions-failed");
        using var client = Client(server);
        var failures = await client.FailuresAsync("f0000000000000000000000000000001", cancellationToken: Stop);
        var newest = failures[0];
        Assert.Equal(("org.apache.flink.runtime.JobException", "IllegalStateException: record 300 is refused"), (newest.Exception, newest.Cause));
        var beside = Assert.Single(newest.Concurrent);
        Assert.Equal("localhost:21221", beside.Endpoint);
        Assert.Contains("slow", beside.Task, StringComparison.Ordinal);
        Assert.Contains("\tat example.CaptureJob", beside.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.3.0", "job-exceptions-none")]
    [InlineData("1.20.5", "job-exceptions-none")]
    [InlineData("1.17.2", "exceptions")]
    [InlineData("1.15.4", "exceptions")]
    public async Task No_failures_are_none(string version, string capture)
    {
        await using var server = Exchange.Replay(version, capture);
        using var client = Client(server);
        Assert.Empty(await client.FailuresAsync("00112233445566778899aabbccddeeff", cancellationToken: Stop));
    }

    [Fact]
    public async Task TaskManagers_tell_slots_and_when_they_were_heard_of()
    {
        await using var server = Exchange.Replay("2.3.0", "taskmanagers");
        using var client = Client(server);
        var one = Assert.Single(await client.TaskManagersAsync(Stop));
        Assert.Equal(("127.0.0.1:21201-79feef", 4L, 4L, 2L), (one.Id, one.Slots, one.FreeSlots, one.Hardware!.Processors));
        Assert.Equal(2026, one.LastHeartbeat!.Value.Year);
    }

    [Fact]
    public async Task Metrics_are_names_or_values_and_unknown_ones_are_left_out()
    {
        await using var server = Exchange.Replay("2.3.0", "job-metrics", "job-metrics-get");
        using var client = Client(server);
        const string Scope = "jobs/00112233445566778899aabbccddeeff";
        Assert.Contains(await client.MetricsAsync(Scope, [], Stop), metric => metric is { Name: "numRestarts", Text: null, Value: null });
        var values = await client.MetricsAsync(Scope, ["numRestarts", "lastCheckpointDuration", "noSuchMetric"], Stop);
        Assert.Equal([("numRestarts", 0d), ("lastCheckpointDuration", 12d)], values.Select(metric => (metric.Name, metric.Value ?? -1)));
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-1.5E3", -1500d)]
    [InlineData("file:/chk", null)]
    public async Task A_metric_is_text_and_the_number_that_it_stands_for(string text, double? value)
    {
        await using var server = Always(200, $$"""[{"id":"x","value":"{{text}}"}]""");
        using var client = Client(server);
        var metric = Assert.Single(await client.MetricsAsync("jobmanager", ["x"], Stop));
        Assert.Equal((text, value), (metric.Text, metric.Value));
    }

    [Fact]
    public async Task Fields_that_are_unknown_missing_or_of_another_kind_cost_nothing_but_themselves()
    {
        await using var server = Always(200, """
            {"more":{"a":[1]},"jobs":[
              {"jid":"a","name":"n","state":"LEVITATING","start-time":"soon","end-time":1e300,"duration":{"x":1},"new":[{}]},
              {"jid":"b","name":"m","state":"RUNNING","tasks":null},
              {"jid":null,"name":"nobody","state":"RUNNING"}]}
            """);
        using var client = Client(server);
        var jobs = await client.JobsAsync(Stop);
        Assert.Equal(["a LEVITATING", "b RUNNING"], jobs.Select(job => $"{job.Id} {job.State}"));
        Assert.All(jobs, job => Assert.Equal((null, null, null), (job.Started, job.Ended, job.Duration)));
    }

    public static TheoryData<string> Foreign => ["""{"error":"token expired"}""", """{"jobs":null,"taskmanagers":null,"files":null,"plan":null,"logs":null,"threadInfos":null,"history":null,"vertices":null,"exceptionHistory":null}""", "{}", """{"status":{"id":"COMPLETED"},"jid":null}"""];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Json_of_another_shape_is_no_cluster_without_anything(string body)
    {
        await using var server = Always(200, body);
        using var client = Client(server);
        foreach (var work in (Func<Task>[])
        [
            () => client.JobsAsync(Stop), () => client.TaskManagersAsync(Stop), () => client.JarsAsync(Stop), () => client.JobAsync("a", Stop), () => client.CheckpointsAsync("a", Stop),
            () => client.FailuresAsync("a", null, Stop), () => client.PlanAsync("a", Stop), () => client.LogsAsync(null, Stop), () => client.ThreadsAsync(null, Stop),
            () => client.CheckpointSettingsAsync("a", Stop), () => client.ParallelismAsync("a", Stop), () => client.OperationAsync("a", "t", Stop), () => client.CheckpointOperationAsync("a", "t", Stop),
            () => client.DisposalAsync("t", Stop),
        ])
        {
            Assert.Contains(server.Address.ToString(), (await FailsAsync(work, FlinkProblem.ForeignAnswer)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_removed_or_ended_by_an_answer_of_another_shape()
    {
        await using var server = Always(200, """{"error":"token expired"}""");
        using var client = Client(server);
        await FailsAsync(() => new FlinkSavepoints(client).CheckRemovalAsync("s3://sp/savepoint-001122-000000000001", isForced: false, Stop), FlinkProblem.ForeignAnswer);
        await FailsAsync(() => new ClusterShutdown(client, null, null, null, new() { Timeout = TimeSpan.FromSeconds(2) }).RunAsync(Stop), FlinkProblem.ForeignAnswer);
        Assert.All(server.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Theory]
    [InlineData("../../config")]
    [InlineData("a?b=c")]
    [InlineData("a/b")]
    public async Task An_id_names_no_other_route(string id)
    {
        await using var server = Always(200, """{"state":"RUNNING","vertices":[]}""");
        using var client = Client(server);
        await client.JobAsync(id, Stop);
        Assert.Equal($"GET /jobs/{Uri.EscapeDataString(id)}", Assert.Single(server.Requests).ToString());
        await Assert.ThrowsAsync<ArgumentException>(() => client.JobAsync("..", Stop));
    }

    [Fact]
    public async Task A_thousand_jobs_are_read_in_a_moment()
    {
        var job = Exchange.Of("2.3.0", "jobs-overview").Body[9..^2].Split("},{\"jid\"")[0] + "}";
        var body = $$"""{"jobs":[{{string.Join(',', Enumerable.Range(0, 1000).Select(number => job.Replace("00112233445566778899aabbccddeeff", number.ToString("x32", CultureInfo.InvariantCulture), StringComparison.Ordinal)))}}]}""";
        await using var server = Always(200, body);
        using var client = Client(server);
        await client.JobsAsync(Stop);
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(1000, (await client.JobsAsync(Stop)).Select(one => one.Id).Distinct().Count());
        TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0.0} ms");
    }
}
