using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Checkpoints that somebody asks for.</summary>
public sealed class CheckpointOperationTests : FlinkTests, IAsyncDisposable
{
    private static readonly FlinkCheckpointRequest Request = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly FakeFlink _flink = new();
    private readonly FlinkClient _client;
    private readonly FlinkJobs _jobs;
    private readonly FakeFlinkJob _orders;

    public CheckpointOperationTests()
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

    [Theory]
    [InlineData(false, "CONFIGURED")]
    [InlineData(true, "FULL")]
    public async Task One_is_taken_and_told_with_its_number_and_place(bool isFull, string type)
    {
        var taken = await _jobs.CheckpointAsync(_orders.Id, Request with { IsFull = isFull }, Stop);
        Assert.Equal((18, $"file:/chk/{_orders.Id}/chk-18"), (taken.Id, taken.Path));
        Assert.Contains($"\"checkpointType\":\"{type}\"", Assert.Single(_flink.Requests, request => request.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_answer_makes_one_checkpoint(bool isCarriedOut)
    {
        _flink.Lose("POST /jobs/", isCarriedOut);
        Assert.Equal(18, (await _jobs.CheckpointAsync(_orders.Id, Request, Stop)).Id);
        Assert.Equal(18, _orders.Newest);
    }

    [Fact]
    public async Task One_that_takes_longer_is_taken_up_again_by_its_id()
    {
        _flink.Polls = 1000;
        var trigger = Guid.NewGuid().ToString("n");
        var failure = await FailsAsync(() => _jobs.CheckpointAsync(_orders.Id, Request with { TriggerId = trigger, Timeout = TimeSpan.FromMilliseconds(300) }, Stop), FlinkProblem.Timeout);
        Assert.Contains($"-TriggerId {trigger}", failure.HowToSee, StringComparison.Ordinal);
        await FailsAsync(() => _jobs.CheckpointAsync(_orders.Id, Request with { TriggerId = trigger, Timeout = TimeSpan.FromMilliseconds(300) }, Stop), FlinkProblem.Timeout);
        Assert.Equal(18, _orders.Newest);
    }

    [Fact]
    public async Task Why_one_failed_is_told()
    {
        _flink.CheckpointFailure = "java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint triggering task x is not being executed at the moment. Aborting checkpoint. Failure reason: Not all required tasks are currently running.";
        Assert.Contains("Try again", (await FailsAsync(() => _jobs.CheckpointAsync(_orders.Id, Request, Stop), FlinkProblem.CheckpointFailed)).HowToSee, StringComparison.Ordinal);
        _orders.State = "FINISHED";
        await FailsAsync(() => _jobs.CheckpointAsync(_orders.Id, Request, Stop), FlinkProblem.JobEnded);
        await FailsAsync(() => _jobs.CheckpointAsync(new string('f', 32), Request, Stop), FlinkProblem.JobNotFound);
    }

    [Theory]
    [InlineData("1.20.5")]
    [InlineData("2.3.0")]
    public async Task Versions_answer_alike(string version)
    {
        await using var server = Recorded(version);
        using var client = Client(server);
        var poll = Exchange.Of(version, "checkpoint-poll-completed");
        var taken = await new FlinkJobs(client).CheckpointAsync(poll.Path.Split('/')[1], Request with { TriggerId = poll.Path.Split('/')[3] }, Stop);
        Assert.Equal(("COMPLETED", true), (taken.Status, taken.Id > 0));
    }

    [Fact]
    public async Task Version_1_15_takes_none()
    {
        await using var server = Exchange.Replay("1.15.4", "job", "checkpoint-trigger");
        using var client = Client(server);
        var failure = await FailsAsync(() => new FlinkJobs(client).CheckpointAsync("00112233445566778899aabbccddeeff", Request, Stop), FlinkProblem.NotSupported);
        Assert.Contains("1.17", failure.HowToSee, StringComparison.Ordinal);
    }

    // The trigger is of an operation that nobody knows before: the first question about it is answered so.
    private static HttpPeer Recorded(string version)
    {
        var (job, poll) = (Exchange.Of(version, "job-status"), Exchange.Of(version, "checkpoint-poll-completed"));
        var isBegun = false;
        return new((request, reply) =>
        {
            var isPoll = request.ToString() == poll.Request;
            isBegun |= request.Method == "POST";
            return isPoll && isBegun ? reply.SendAsync(200, poll.Body)
                : isPoll ? reply.SendAsync(404, Exchange.Of("2.3.0", "checkpoint-poll-unknown").Body)
                : request.Method == "POST" ? reply.SendAsync(Exchange.Of(version, "checkpoint-trigger").Status, Exchange.Of(version, "checkpoint-trigger").Body)
                : request.Path.EndsWith("/status", StringComparison.Ordinal) ? reply.SendAsync(200, job.Body)
                : reply.SendAsync(200, $$"""{"history":[{"id":{{System.Text.Json.JsonDocument.Parse(poll.Body).RootElement.GetProperty("operation").GetProperty("checkpointId")}},"status":"COMPLETED"}]}""");
        });
    }
}
