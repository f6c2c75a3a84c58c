using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>What is done to jobs is done once, or told; against a cluster that loses requests and answers.</summary>
public sealed class FlinkJobsTests : FlinkTests, IAsyncDisposable
{
    private static readonly FlinkSavepointRequest Request = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly FakeFlink _flink = new();
    private readonly FlinkClient _client;
    private readonly FlinkJobs _jobs;
    private readonly FakeFlinkJob _orders;

    public FlinkJobsTests()
    {
        _orders = _flink.AddJob("orders");
        _client = new(new() { Endpoints = FlinkEndpoints.Of([_flink.Address]), Timeout = TimeSpan.FromSeconds(3), TryTimeout = TimeSpan.FromSeconds(1) });
        _jobs = new(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _flink.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_gives_the_savepoint_and_ends_the_job()
    {
        var stopped = await _jobs.StopAsync(_orders.Id, Request, Stop);
        Assert.Equal((_orders.Id, Assert.Single(_orders.Savepoints), "FINISHED"), (stopped.JobId, stopped.Path, stopped.State));
        Assert.Equal(32, stopped.TriggerId.Length);
        Assert.Equal("FINISHED", _orders.State);
    }

    [Fact]
    public async Task A_savepoint_lets_the_job_run()
    {
        var taken = await _jobs.SavepointAsync(_orders.Id, Request with { Folder = "s3://sp", Format = FlinkSavepointFormat.Native }, Stop);
        Assert.StartsWith("s3://sp/savepoint-", taken.Path, StringComparison.Ordinal);
        Assert.Equal("RUNNING", _orders.State);
        Assert.Contains("\"formatType\":\"NATIVE\"", Assert.Single(_flink.Requests, request => request.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_answer_to_a_trigger_is_lost_the_operation_is_found_by_its_id_and_done_once(bool isStop)
    {
        _flink.Lose("POST /jobs/", isCarriedOut: true);
        var result = isStop ? await _jobs.StopAsync(_orders.Id, Request, Stop) : await _jobs.SavepointAsync(_orders.Id, Request, Stop);
        Assert.Equal(result.Path, Assert.Single(_orders.Savepoints));
        Assert.Single(_flink.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_stop_that_never_arrived_is_told_as_not_done_where_nobody_knows_who_leads()
    {
        _flink.Lose("POST /jobs/", isCarriedOut: false);
        var failure = await FailsAsync(() => _jobs.StopAsync(_orders.Id, Request, Stop), FlinkProblem.TriggerNotFound);
        Assert.Equal(FlinkOutcome.NotDone, failure.Outcome);
        Assert.Contains("the job goes on and is RUNNING", failure.Message, StringComparison.Ordinal);
        Assert.Single(_flink.Requests, request => request.Method == "POST");
        Assert.Empty(_orders.Savepoints);
    }

    [Fact]
    public async Task A_stop_that_a_lost_leader_had_finished_is_found_by_its_savepoint()
    {
        _flink.Lose("POST /jobs/", isCarriedOut: true);
        _flink.Lose("GET /jobs/", isCarriedOut: false);
        _flink.Polls = int.MaxValue;
        var stopping = _jobs.StopAsync(_orders.Id, Request, Stop);
        await Eventually.Async(() => _orders.State == "FINISHED", "the stop arrives", Stop);
        _flink.Forget();
        var stopped = await stopping;
        Assert.Equal((Assert.Single(_orders.Savepoints), "FINISHED"), (stopped.Path, stopped.State));
    }

    [Fact]
    public async Task Of_a_stop_under_a_lost_leader_that_left_the_jobs_state_alone_it_is_told_that_nobody_knows_and_where_to_look()
    {
        _flink.Polls = int.MaxValue;
        var stopping = FailsAsync(() => _jobs.StopAsync(_orders.Id, Request, Stop), FlinkProblem.TriggerNotFound);
        await Eventually.Async(() => _orders.State == "FINISHED", "the stop arrives", Stop);
        _orders.IsResultAlone = true;
        _flink.Forget();
        var failure = await stopping;
        Assert.Equal(FlinkOutcome.Unknown, failure.Outcome);
        Assert.Contains("the job is FINISHED", failure.Message, StringComparison.Ordinal);
        Assert.Contains("savepoint-", failure.HowToSee, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_takes_longer_is_told_with_its_id_and_taken_up_again_by_it()
    {
        _flink.Polls = int.MaxValue;
        var trigger = Guid.NewGuid().ToString("n");
        var failure = await FailsAsync(() => _jobs.SavepointAsync(_orders.Id, Request with { TriggerId = trigger, Timeout = TimeSpan.FromMilliseconds(300) }, Stop), FlinkProblem.Timeout);
        Assert.Equal(FlinkOutcome.Unknown, failure.Outcome);
        Assert.Contains($"-TriggerId {trigger}", failure.HowToSee, StringComparison.Ordinal);
        await FailsAsync(() => _jobs.SavepointAsync(_orders.Id, Request with { TriggerId = trigger, Timeout = TimeSpan.FromMilliseconds(300) }, Stop), FlinkProblem.Timeout);
        Assert.Single(_flink.Requests, request => request.Method == "POST");
        Assert.Single(_orders.Savepoints);
    }

    [Theory]
    [InlineData("FINISHED")]
    [InlineData("CANCELED")]
    [InlineData("FAILED")]
    public async Task A_job_that_has_ended_is_not_stopped_though_Flink_would_take_the_request(string state)
    {
        _orders.State = state;
        var failure = await FailsAsync(() => _jobs.StopAsync(_orders.Id, Request, Stop), FlinkProblem.JobEnded);
        Assert.Equal(FlinkOutcome.NotDone, failure.Outcome);
        Assert.DoesNotContain(_flink.Requests, request => request.Method == "POST");
        await FailsAsync(() => _jobs.StopAsync(new string('f', 32), Request, Stop), FlinkProblem.JobNotFound);
    }

    [Theory]
    [InlineData("file:/sp/savepoint-1")]
    [InlineData("file:/tmp/my sp, of May/savepoint-2784ea-cd47cd2e4d2a")]
    public async Task A_savepoint_that_was_written_though_the_stop_failed_comes_with_the_failure(string savepoint)
    {
        _flink.SavepointFailure = $"java.util.concurrent.CompletionException: org.apache.flink.runtime.scheduler.stopwithsavepoint.StopWithSavepointStoppingException: A savepoint has been created at: {savepoint}, but the corresponding job x failed during stopping. The savepoint is consistent, but might have uncommitted transactions.\n\tat a.B.c(D.java:1)";
        var failure = await FailsAsync(() => _jobs.StopAsync(_orders.Id, Request, Stop), FlinkProblem.SavepointFailed);
        Assert.Equal(savepoint, failure.Savepoint);
        _flink.SavepointFailure = null;
        _flink.StateAfterStop = "FAILED";
        failure = await FailsAsync(() => _jobs.StopAsync(_orders.Id, Request, Stop), FlinkProblem.SavepointFailed);
        Assert.Equal((Assert.Single(_orders.Savepoints), true), (failure.Savepoint, failure.Message.Contains("it is FAILED", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("savepoint-poll-failed-task-declined", "Checkpoint Coordinator is suspending.", "-Format Native")]
    [InlineData("savepoint-poll-bad-dir", "IO-problem detected", null)]
    public async Task What_Flink_calls_complete_may_have_failed(string capture, string cause, string? advice)
    {
        using var body = System.Text.Json.JsonDocument.Parse(Exchange.Of("2.3.0", capture).Body);
        _flink.SavepointFailure = body.RootElement.GetProperty("operation").GetProperty("failure-cause").GetProperty("stack-trace").GetString();
        var failure = await FailsAsync(() => _jobs.SavepointAsync(_orders.Id, Request, Stop), FlinkProblem.SavepointFailed);
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.Equal(advice is not null, failure.HowToSee?.Contains(advice ?? "?", StringComparison.Ordinal) ?? false);
    }

    // Of a live Flink 2.3.0: a savepoint of StateMachineExample, and the failure of the job that came with it.
    private const string NotCanonical = "java.io.IOException: Could not perform checkpoint 29 for operator Flat Map -> Sink: Print to Std. Out (2/2)#5.\n\tat org.apache.flink.streaming.runtime.tasks.StreamTask.triggerCheckpointOnBarrier(StreamTask.java:1450)\nCaused by: org.apache.flink.runtime.checkpoint.CheckpointException: Could not complete snapshot 29 for operator Flat Map -> Sink: Print to Std. Out (2/2)#5. Failure reason: Checkpoint was declined.\n\tat org.apache.flink.streaming.api.operators.StreamOperatorStateHandler.snapshotState(StreamOperatorStateHandler.java:318)\nCaused by: java.lang.UnsupportedOperationException: Not supported yet.\n\tat org.apache.flink.streaming.api.operators.StreamOperatorStateHandler.snapshotState(StreamOperatorStateHandler.java:275)\n\t... 32 more";

    [Theory]
    [InlineData("FailoverRegion is restarting.", NotCanonical)]
    [InlineData("Checkpoint Coordinator is suspending.", NotCanonical)]
    [InlineData("Task has failed.\nCaused by: " + NotCanonical, "org.example.FailureException: no such topic")]
    public async Task State_that_is_not_to_be_written_in_canonical_form_is_known_by_what_the_job_failed_of(string savepoint, string job)
    {
        _flink.SavepointFailure = "java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: " + savepoint;
        _flink.Text = job;
        foreach (var operation in new Func<FlinkSavepointRequest, Task>[] { how => _jobs.SavepointAsync(_orders.Id, how, Stop), how => _jobs.StopAsync(_orders.Id, how, Stop) })
        {
            var failure = await FailsAsync(() => operation(Request), FlinkProblem.CanonicalNotPossible);
            Assert.Contains("-Format Native", failure.HowToSee, StringComparison.Ordinal);
            // Asked for nothing but once: a second try is the user's.
            await FailsAsync(() => operation(Request with { Format = FlinkSavepointFormat.Native }), FlinkProblem.SavepointFailed);
        }
        Assert.Equal(4, _flink.Requests.Count(request => request.Method == "POST"));
    }

    [Fact]
    public async Task Without_any_folder_nothing_is_begun()
    {
        _flink.SavepointFolder = null;
        var failure = await FailsAsync(() => _jobs.StopAsync(_orders.Id, Request, Stop), FlinkProblem.SavepointFolderMissing);
        Assert.Equal((FlinkOutcome.NotDone, "RUNNING"), (failure.Outcome, _orders.State));
    }

    [Fact]
    public async Task A_cancelled_job_has_ended_when_it_is_told_and_twice_is_as_once()
    {
        _flink.Lose("PATCH /jobs/", isCarriedOut: true);
        Assert.Equal("CANCELED", await _jobs.CancelAsync(_orders.Id, TimeSpan.FromSeconds(5), Stop));
        Assert.Equal("CANCELED", await _jobs.CancelAsync(_orders.Id, TimeSpan.FromSeconds(5), Stop));
        _orders.State = "FINISHED";
        await FailsAsync(() => _jobs.CancelAsync(_orders.Id, TimeSpan.FromSeconds(5), Stop), FlinkProblem.JobEnded);
        await FailsAsync(() => _jobs.CancelAsync(new string('f', 32), TimeSpan.FromSeconds(5), Stop), FlinkProblem.JobNotFound);
    }

    [Fact]
    public async Task A_job_is_waited_for()
    {
        _orders.State = "CREATED";
        var waiting = _jobs.WaitAsync(_orders.Id, state => state == "RUNNING", TimeSpan.FromSeconds(10), Stop);
        _orders.State = "RUNNING";
        Assert.Equal("RUNNING", await waiting);
        Assert.Equal(FlinkOutcome.Unknown, (await FailsAsync(() => _jobs.WaitAsync(_orders.Id, FlinkJobState.IsTerminal, TimeSpan.FromMilliseconds(200), Stop), FlinkProblem.Timeout)).Outcome);
        _orders.State = "FAILED";
        await FailsAsync(() => _jobs.WaitAsync(_orders.Id, state => state == "RUNNING", TimeSpan.FromSeconds(5), Stop), FlinkProblem.JobEnded);
    }

    [Fact]
    public async Task A_jar_is_published_listed_and_removed()
    {
        var jar = await UploadAsync();
        Assert.Equal((_flink.Address, "topspeed.jar"), (jar.Address, jar.Name));
        Assert.Equal(jar.Id, Assert.Single(await _client.JarsAsync(Stop)).Id);
        await _client.RemoveJarAsync(jar, Stop);
        Assert.Empty(_flink.Jars);
        await FailsAsync(() => _client.RemoveJarAsync(jar, Stop), FlinkProblem.JarNotFound);
    }

    [Fact]
    public async Task A_job_starts_under_the_id_that_it_is_given_with_all_that_it_is_given()
    {
        var request = await StartAsync() with
        {
            EntryClass = "a.B",
            Arguments = ["--rate", "a b"],
            Parallelism = 3,
            Savepoint = "file:/sp/1",
            ClaimMode = FlinkClaimMode.Claim,
            AllowNonRestoredState = true,
            Configuration = new Dictionary<string, string> { ["pipeline.name"] = "x" },
        };
        Assert.Equal("RUNNING", await _jobs.StartAsync(request, Stop));
        Assert.Equal("file:/sp/1", Assert.Single(_flink.Jobs, job => job.Id == request.JobId).RestoredFrom);
        Assert.Equal(
            $$$"""{"entryClass":"a.B","programArgsList":["--rate","a b"],"parallelism":3,"jobId":"{{{request.JobId}}}","allowNonRestoredState":true,"savepointPath":"file:/sp/1","claimMode":"CLAIM","flinkConfiguration":{"pipeline.name":"x"}}""",
            Run().Body);
    }

    [Fact]
    public async Task Old_versions_get_the_name_of_the_claim_mode_that_they_know_and_no_field_that_was_not_given()
    {
        _flink.Version = "1.17.2";
        var request = await StartAsync() with { ClaimMode = FlinkClaimMode.NoClaim };
        await _jobs.StartAsync(request, Stop);
        Assert.Equal($$"""{"jobId":"{{request.JobId}}","restoreMode":"NO_CLAIM"}""", Run().Body);
    }

    [Fact]
    public async Task When_the_answer_to_a_start_is_lost_the_job_is_found_by_its_id_and_started_once()
    {
        var request = await StartAsync();
        _flink.Lose("POST /jars/", isCarriedOut: true);
        Assert.Equal("RUNNING", await _jobs.StartAsync(request, Stop));
        Assert.Single(_flink.Jobs, job => job.Id == request.JobId);
        Run();
    }

    [Fact]
    public async Task A_start_of_which_nothing_is_to_be_seen_is_unknown_and_not_repeated()
    {
        var request = await StartAsync() with { Timeout = TimeSpan.FromSeconds(1) };
        _flink.Lose("POST /jars/", isCarriedOut: false);
        var failure = await Assert.ThrowsAsync<FlinkException>(() => _jobs.StartAsync(request, Stop));
        Assert.Equal(FlinkOutcome.Unknown, failure.Outcome);
        Assert.Contains($"Get-FlinkJob {request.JobId}", failure.HowToSee, StringComparison.Ordinal);
        Run();
    }

    [Fact]
    public async Task What_cannot_be_started_is_told()
    {
        var request = await StartAsync();
        await FailsAsync(() => _jobs.StartAsync(request with { JobId = _orders.Id }, Stop), FlinkProblem.JobExists);
        await FailsAsync(() => _jobs.StartAsync(request with { EntryClass = "no.such.Class" }, Stop), FlinkProblem.ProgramFailed);
        await FailsAsync(() => _jobs.StartAsync(request with { Jar = new() { Id = "nosuch.jar" } }, Stop), FlinkProblem.JarNotFound);
        await Assert.ThrowsAnyAsync<IOException>(() => _client.UploadAsync("/no/such.jar", TimeSpan.FromSeconds(5), Stop));
    }

    private HttpAsk Run() => Assert.Single(_flink.Requests, request => request.Path.EndsWith("/run", StringComparison.Ordinal));

    private async Task<FlinkStartRequest> StartAsync() => new() { Jar = await UploadAsync(), JobId = Guid.NewGuid().ToString("n"), Timeout = TimeSpan.FromSeconds(5) };

    private async Task<FlinkJarFile> UploadAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flinkzk-jar-");
        try
        {
            var path = Path.Combine(folder.FullName, "topspeed.jar");
            await File.WriteAllTextAsync(path, "PK", Stop);
            return await _client.UploadAsync(path, TimeSpan.FromSeconds(5), Stop);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_recorded_plan_of_a_jar_has_its_vertices_and_what_is_between_them()
    {
        await using var server = Exchange.Replay("2.3.0", "jar-plan");
        using var client = Client(server);
        var plan = await new FlinkJobs(client).PlanAsync(new() { Jar = new() { Id = "9520075f-0fcb-4d4c-a1dc-a2633ebf6840_flink-examples-streaming-2.3.0.jar" }, EntryClass = "org.apache.flink.streaming.examples.statemachine.StateMachineExample", Parallelism = 2 }, Stop);
        Assert.Equal(["Flat Map<br/>+- Sink: Print to Std. Out<br/> 2 HASH", "Source: Events Generator Source<br/> 2 "], plan.Select(node => $"{node.Description} {node.Parallelism} {string.Join(',', (node.Inputs ?? []).Select(input => input.Strategy))}"));
    }
}
