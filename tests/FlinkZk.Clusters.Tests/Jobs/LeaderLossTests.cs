using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>What is told of an operation when the leader goes, or only stands still, or refuses to be asked further.</summary>
public sealed class LeaderLossTests : FlinkTests, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TryTimeout = TimeSpan.FromMilliseconds(400);

    private readonly FakeFlink _flink = new();
    private readonly FlinkClient _client;
    private readonly FlinkJobs _jobs;
    private readonly FakeFlinkJob _orders;

    public LeaderLossTests()
    {
        _orders = _flink.AddJob("orders");
        _client = Client(_flink.Address, TimeSpan.FromSeconds(2));
        _jobs = new(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _flink.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_that_was_cancelled_under_a_leader_that_is_gone_is_told_as_cancelled(bool isAnswerLost)
    {
        _flink.Crash = request =>
        {
            if (request.Method != "PATCH" || _orders.State != "RUNNING")
                return Task.FromResult<bool?>(null);
            _orders.State = "CANCELED";
            _flink.Remove(_orders);
            return Task.FromResult<bool?>(isAnswerLost ? false : null);
        };
        Assert.Equal("CANCELED", await _jobs.CancelAsync(_orders.Id, Patience, Stop));
    }

    [Fact]
    public async Task A_job_that_runs_on_under_the_next_leader_is_cancelled_again()
    {
        var asked = 0;
        _flink.Crash = request =>
        {
            // The first is taken by a leader whose time is over.
            if (request.Method == "PATCH" && Interlocked.Increment(ref asked) == 1)
                _orders.IsDeafToCancel = true;
            else
                _orders.IsDeafToCancel = false;
            return Task.FromResult<bool?>(null);
        };
        Assert.Equal("CANCELED", await _jobs.CancelAsync(_orders.Id, TimeSpan.FromSeconds(20), Stop));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_job_that_has_failed_under_the_next_leader_has_ended()
    {
        _flink.Crash = request =>
        {
            if (request.Method != "PATCH" || _orders.State != "RUNNING")
                return Task.FromResult<bool?>(null);
            _orders.State = "FAILED";
            return Task.FromResult<bool?>(false);
        };
        var failure = await FailsAsync(() => _jobs.CancelAsync(_orders.Id, Patience, Stop), FlinkProblem.JobEnded);
        Assert.Equal(FlinkOutcome.Done, failure.Outcome);
    }

    [Fact]
    public async Task Whether_a_job_was_cancelled_by_a_leader_that_never_answers_is_not_known()
    {
        _flink.Crash = request => Task.FromResult<bool?>(request.Method == "PATCH" ? true : _orders.State == "RUNNING" ? null : false);
        var failure = await Assert.ThrowsAsync<FlinkException>(() => _jobs.CancelAsync(_orders.Id, Patience, Stop));
        Assert.Equal((FlinkOutcome.Unknown, true), (failure.Outcome, failure.HowToSee?.Contains("Get-FlinkJob", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stop_that_was_sent_to_a_leader_that_stands_still_may_happen_yet()
    {
        _flink.Crash = async request =>
        {
            if (request.Method != "POST")
                return null;
            await Task.Delay(TryTimeout * 2);
            return false;
        };
        var failure = await FailsAsync(() => _jobs.StopAsync(_orders.Id, new() { Timeout = Patience }, Stop), FlinkProblem.TriggerNotFound);
        Assert.Equal(FlinkOutcome.Unknown, failure.Outcome);
        Assert.Contains("-TriggerId", failure.HowToSee, StringComparison.Ordinal);
        Assert.Single(_flink.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_start_that_a_leader_took_is_told_as_done_though_that_leader_is_gone()
    {
        var request = new FlinkStartRequest { Jar = new() { Id = $"{default(Guid)}_a.jar" }, JobId = Guid.NewGuid().ToString("n"), Timeout = TimeSpan.FromSeconds(2) };
        _flink.AddJar("a.jar");
        _flink.Crash = asked => Task.FromResult<bool?>(asked.Method == "GET" && _flink.Jobs.Count == 2 ? false : null);
        var failure = await Assert.ThrowsAsync<FlinkException>(() => _jobs.StartAsync(request, Stop));
        Assert.Equal((FlinkOutcome.Done, $"Get-FlinkJob {request.JobId} shows it."), (failure.Outcome, failure.HowToSee));
    }

    [Fact]
    public async Task A_job_that_a_leader_took_and_the_next_does_not_know_is_told_as_that()
    {
        var request = new FlinkStartRequest { Jar = new() { Id = $"{default(Guid)}_a.jar" }, JobId = Guid.NewGuid().ToString("n"), Timeout = Patience };
        _flink.AddJar("a.jar");
        _flink.Crash = asked =>
        {
            if (asked.Method == "GET" && _flink.Jobs.Count == 2)
                _flink.Remove(_flink.Jobs[1]);
            return Task.FromResult<bool?>(null);
        };
        var failure = await FailsAsync(() => _jobs.StartAsync(request, Stop), FlinkProblem.JobNotFound);
        Assert.Equal(FlinkOutcome.Unknown, failure.Outcome);
        Assert.Contains($"Start-FlinkJob -JobId {request.JobId}", failure.HowToSee, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_was_started_and_cannot_be_listed_is_told_with_its_id()
    {
        var unknown = await FailsAsync(() => _jobs.StartedAsync(new string('a', 32), Stop), FlinkProblem.JobNotFound);
        Assert.Equal((FlinkOutcome.Unknown, true), (unknown.Outcome, unknown.HowToSee is not null));
        Assert.Equal("orders", (await _jobs.StartedAsync(_orders.Id, Stop)).Name);
        _flink.Crash = _ => Task.FromResult<bool?>(false);
        var failure = await FailsAsync(() => _jobs.StartedAsync(_orders.Id, Stop), FlinkProblem.NotReached);
        Assert.Equal((FlinkOutcome.Done, $"Get-FlinkJob {_orders.Id} shows it."), (failure.Outcome, failure.HowToSee));
    }

    [Fact]
    public async Task That_an_operation_may_not_be_asked_for_any_more_says_nothing_about_it()
    {
        await using var server = new HttpPeer((request, reply) => request switch
        {
            { Method: "POST" } => reply.SendAsync(202, "{}"),
            _ when request.Path.EndsWith("/status", StringComparison.Ordinal) => reply.SendAsync(200, """{"status":"RUNNING"}"""),
            _ when request.Path.EndsWith("/checkpoints", StringComparison.Ordinal) => reply.SendAsync(200, """{"history":[]}"""),
            _ => reply.SendAsync(403, "{}"),
        });
        using var client = Client(server.Address, TimeSpan.FromSeconds(2));
        var failure = await FailsAsync(() => new FlinkJobs(client).StopAsync(_orders.Id, new() { Timeout = Patience }, Stop), FlinkProblem.Denied);
        Assert.Equal((FlinkOutcome.Unknown, true), (failure.Outcome, failure.HowToSee?.Contains("-TriggerId", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_savepoint_that_was_written_is_told_whatever_follows()
    {
        await using var server = new HttpPeer((request, reply) => request switch
        {
            { Method: "POST" } => reply.SendAsync(202, "{}"),
            _ when request.Path.EndsWith("/status", StringComparison.Ordinal) => reply.SendAsync(_stops++ == 0 ? 200 : 403, """{"status":"RUNNING"}"""),
            _ when request.Path.EndsWith("/checkpoints", StringComparison.Ordinal) => reply.SendAsync(200, """{"history":[]}"""),
            _ => reply.SendAsync(200, """{"status":{"id":"COMPLETED"},"operation":{"location":"file:/sp/1"}}"""),
        });
        using var client = Client(server.Address, TimeSpan.FromSeconds(2));
        var failure = await FailsAsync(() => new FlinkJobs(client).StopAsync(_orders.Id, new() { Timeout = Patience }, Stop), FlinkProblem.Denied);
        Assert.Equal((FlinkOutcome.Unknown, "file:/sp/1"), (failure.Outcome, failure.Savepoint));
    }

    private int _stops;

    private static FlinkClient Client(Uri address, TimeSpan timeout) => new(new() { Endpoints = FlinkEndpoints.Of([address]), Timeout = timeout, TryTimeout = TryTimeout });
}
