using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Jobs of a real Flink are started, saved, stopped, restored and cancelled.</summary>
public sealed class JobOperationsTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-flink-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Operations_on_jobs_are_done_once_or_told()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(30) }, Cancel);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(6), 1000, Cancel);
        cluster.StartJobManager();
        cluster.StartTaskManager();
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, new HaPaths("one")), Timeout = TimeSpan.FromSeconds(40) });
        var jobs = new FlinkJobs(client);
        Assert.Matches(@"^[12]\.\d+", await client.VersionAsync(Cancel));
        await Eventually.Async(async cancel => (await client.TaskManagersAsync(cancel)).Count == 1, Deadline, "the TaskManager is registered", Cancel);

        // Start, and the same again.
        var request = new FlinkStartRequest { Jar = await client.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = Guid.NewGuid().ToString("n"), EntryClass = FlinkHome.ExampleClass, Timeout = Deadline };
        Assert.Equal("RUNNING", await jobs.StartAsync(request, Cancel));
        await FailsAsync(() => jobs.StartAsync(request, Cancel), FlinkProblem.JobExists);
        await FailsAsync(() => jobs.StartAsync(request with { JobId = Guid.NewGuid().ToString("n"), EntryClass = "no.such.Class" }, Cancel), FlinkProblem.ProgramFailed);
        await FailsAsync(() => jobs.StartAsync(request with { JobId = Guid.NewGuid().ToString("n"), Jar = new() { Id = "nosuch.jar" } }, Cancel), FlinkProblem.JarNotFound);
        await RunsAsync(client, request.JobId);
        await AssertRefusedAsync(session, client, jobs, request);

        // Savepoints, with an id of one's own, which is one operation however often it is asked for.
        var how = new FlinkSavepointRequest { Folder = $"file://{_folder}/savepoints", TriggerId = Guid.NewGuid().ToString("n"), Timeout = Deadline };
        var saved = await jobs.SavepointAsync(request.JobId, how, Cancel);
        Assert.True(IsThere(saved.Path), saved.Path);
        Assert.Equal(saved, await jobs.SavepointAsync(request.JobId, how, Cancel));
        await FailsAsync(() => jobs.SavepointAsync(request.JobId, how with { TriggerId = null, Folder = "nosuch://a/b" }, Cancel), FlinkProblem.SavepointFailed);
        await FailsAsync(() => jobs.SavepointAsync(new string('f', 32), how with { TriggerId = null }, Cancel), FlinkProblem.JobNotFound);

        // Stop, and go on from there.
        how = how with { TriggerId = null };
        var stopped = await jobs.StopAsync(request.JobId, how, Cancel);
        Assert.True(stopped.State == "FINISHED" && IsThere(stopped.Path), stopped.ToString());
        await FailsAsync(() => jobs.StopAsync(request.JobId, how, Cancel), FlinkProblem.JobEnded);
        request = request with { JobId = Guid.NewGuid().ToString("n"), Savepoint = stopped.Path, ClaimMode = FlinkClaimMode.NoClaim };
        Assert.Equal("RUNNING", await jobs.StartAsync(request, Cancel));
        await RunsAsync(client, request.JobId);
        Assert.Equal(stopped.Path, (await client.CheckpointsAsync(request.JobId, Cancel)).Latest!.Restored!.Path);

        // Its state is another job's: Flink takes that job, and it fails before it runs.
        var other = await FailsAsync(() => jobs.StartAsync(request with { JobId = Guid.NewGuid().ToString("n"), EntryClass = FlinkHome.OtherClass }, Cancel), FlinkProblem.ProgramFailed);
        Assert.Contains("Cannot map checkpoint/savepoint state", other.Message, StringComparison.Ordinal);
        Assert.Equal(FlinkOutcome.Done, other.Outcome);

        await jobs.WaitAsync(request.JobId, state => state == "RUNNING", Deadline, Cancel);
        Assert.Equal("CANCELED", await jobs.CancelAsync(request.JobId, Deadline, Cancel));
    }

    private static Task RunsAsync(FlinkClient client, string id) => Eventually.Async(async cancel => (await client.CheckpointsAsync(id, cancel)).Counts?.Completed > 0, Deadline, "the job has a checkpoint", Cancel);

    // Flink writes file:/path.
    private static bool IsThere(string savepoint) => File.Exists(Path.Combine("/", savepoint.Replace("file:", "", StringComparison.Ordinal).TrimStart('/'), "_metadata"));

    /// <summary>What cannot be: each is told as what it is, and the job that runs goes on.</summary>
    private async Task AssertRefusedAsync(ZkClient session, FlinkClient client, FlinkJobs jobs, FlinkStartRequest request)
    {
        var text = Path.Combine(_folder, "text.jar");
        await File.WriteAllTextAsync(text, "no jar", Cancel);
        var refused = await FailsAsync(async () => await jobs.StartAsync(request with { JobId = Guid.NewGuid().ToString("n"), Jar = await client.UploadAsync(text, Deadline, Cancel) }, Cancel), FlinkProblem.ProgramFailed);
        Assert.Equal(FlinkOutcome.NotDone, refused.Outcome);
        File.Move(text, Path.ChangeExtension(text, ".txt"));
        await FailsAsync(() => client.UploadAsync(Path.ChangeExtension(text, ".txt"), Deadline, Cancel), FlinkProblem.BadRequest);
        using var elsewhere = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, new HaPaths("nosuch")), Timeout = TimeSpan.FromMilliseconds(300) });
        await FailsAsync(() => elsewhere.JobsAsync(Cancel), FlinkProblem.NotReached);
        Assert.Equal("RUNNING", await client.StateAsync(request.JobId, Cancel));
    }

    private static async Task<FlinkException> FailsAsync(Func<Task> work, FlinkProblem problem)
    {
        var failure = await Assert.ThrowsAsync<FlinkException>(work);
        Assert.True(failure.Problem == problem, $"{failure.Problem} instead of {problem}: {failure.Message}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{failure.Problem}: {failure.Message}");
        return failure;
    }
}
