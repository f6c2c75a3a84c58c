using FlinkZk.Client;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Interop.Tests;

/// <summary>Checkpoints that are asked for, and savepoints from their making to their removal, of a real Flink.</summary>
public sealed class SavepointLifeTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    // So many that one which a job was restored from stays among them.
    private const int Retained = 100;

    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("flinkzk-flink-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_savepoint_is_listed_refused_while_a_job_needs_it_and_removed_with_its_files()
    {
        if (FlinkHome.Find() is not { } home)
        {
            Assert.Skip(FlinkHome.SkipReason);
            return;
        }
        using var zookeeper = new ZooKeeperProcess(FreePort.Next(), _folder);
        await zookeeper.StartAsync(Cancel);
        await using var session = await ZkClient.ConnectAsync(new() { ConnectionString = ConnectionString.Parse(zookeeper.ConnectionString), SessionTimeout = TimeSpan.FromSeconds(30) }, Cancel);
        using var cluster = await TrialFlink.CreateAsync(home, zookeeper.ConnectionString, _folder, TimeSpan.FromSeconds(10), (int)Seldom.TotalMilliseconds, Cancel, Retained);
        cluster.StartJobManager();
        cluster.StartTaskManager();
        var paths = new HaPaths("one");
        using var client = new FlinkClient(new() { Endpoints = FlinkEndpoints.LeaderOf(session, paths), Timeout = TimeSpan.FromSeconds(40) });
        await Eventually.Async(async cancel => (await client.TaskManagersAsync(cancel)).Count == 1, Deadline, "the TaskManager is registered", Cancel);
        var jobs = new FlinkJobs(client);
        var savepoints = new FlinkSavepoints(client, (session, paths));
        var start = new FlinkStartRequest { Jar = await client.UploadAsync(home.ExampleJar, Deadline, Cancel), JobId = Id(), EntryClass = FlinkHome.ExampleClass, Timeout = Deadline };
        await StartAsync(start);
        // What it would be is what it is.
        var planned = await jobs.PlanAsync(new() { Jar = start.Jar, EntryClass = start.EntryClass, Timeout = Deadline }, Cancel);
        Assert.Equal((await client.PlanAsync(start.JobId, Cancel)).Select(node => (node.Id, node.Description)), planned.Select(node => (node.Id, node.Description)));
        await FailsAsync(() => jobs.PlanAsync(new() { Jar = start.Jar, EntryClass = "no.such.Class", Timeout = Deadline }, Cancel), FlinkProblem.ProgramFailed);

        var checkpoint = await jobs.CheckpointAsync(start.JobId, new() { Timeout = Deadline }, Cancel);
        var full = await jobs.CheckpointAsync(start.JobId, new() { IsFull = true, Timeout = Deadline }, Cancel);
        Assert.True(full.Id > checkpoint.Id, $"{checkpoint} {full}");
        Assert.True(IsThere(checkpoint.Path) && IsThere(full.Path), full.ToString());

        // One that nobody needs, and one that the job went on from.
        var how = new FlinkSavepointRequest { Folder = $"file://{_folder}/savepoints", Timeout = Deadline };
        var spare = await jobs.SavepointAsync(start.JobId, how, Cancel);
        var stopped = await jobs.StopAsync(start.JobId, how, Cancel);
        start = start with { JobId = Id(), Savepoint = stopped.Path, ClaimMode = FlinkClaimMode.NoClaim };
        await StartAsync(start);
        var listed = await savepoints.ListAsync(null, how.Folder, Cancel);
        Assert.Equal([(stopped.Path, FlinkSavepointState.Complete, 1), (spare.Path, FlinkSavepointState.Complete, 0)], listed.Select(savepoint => (savepoint.Path, savepoint.State, savepoint.Needs.Count)));

        Assert.Contains(start.JobId, (await FailsAsync(() => savepoints.CheckRemovalAsync(stopped.Path, isForced: false, Cancel), FlinkProblem.SavepointNeeded)).Message, StringComparison.Ordinal);
        await savepoints.CheckRemovalAsync(spare.Path, isForced: false, Cancel);
        await savepoints.RemoveAsync(spare.Path, Deadline, Cancel);
        Assert.False(Directory.Exists(FolderOf(spare.Path)), spare.Path);
        await FailsAsync(() => savepoints.CheckRemovalAsync(spare.Path, isForced: false, Cancel), FlinkProblem.SavepointNotFound);
        // By Flink's word.
        await FailsAsync(() => savepoints.RemoveAsync(spare.Path, Deadline, Cancel), FlinkProblem.SavepointNotFound);

        // It has gone on by now, but the next leader would still read it; once it has ended, nobody does.
        await jobs.CheckpointAsync(start.JobId, new() { Timeout = Deadline }, Cancel);
        Assert.Contains("ZooKeeper points to", (await FailsAsync(() => savepoints.CheckRemovalAsync(stopped.Path, isForced: false, Cancel), FlinkProblem.SavepointNeeded)).Message, StringComparison.Ordinal);
        // Without ZooKeeper the job's own files tell that it needs it no more.
        await new FlinkSavepoints(client).CheckRemovalAsync(stopped.Path, isForced: false, Cancel);
        var next = await jobs.StopAsync(start.JobId, how, Cancel);
        await savepoints.CheckRemovalAsync(stopped.Path, isForced: false, Cancel);
        await savepoints.RemoveAsync(stopped.Path, Deadline, Cancel);
        Assert.False(Directory.Exists(FolderOf(stopped.Path)), stopped.Path);

        // What a job was given to keep is its own.
        start = start with { JobId = Id(), Savepoint = next.Path, ClaimMode = FlinkClaimMode.Claim };
        await StartAsync(start);
        await jobs.CheckpointAsync(start.JobId, new() { Timeout = Deadline }, Cancel);
        Assert.True(IsThere(next.Path), next.Path);
        Assert.Contains("Claim", (await FailsAsync(() => savepoints.CheckRemovalAsync(next.Path, isForced: false, Cancel), FlinkProblem.SavepointNeeded)).Message, StringComparison.Ordinal);

        async Task StartAsync(FlinkStartRequest request)
        {
            await jobs.StartAsync(request, Cancel);
            await Eventually.Async(async cancel => (await client.JobsAsync(cancel)).Single(job => job.Id == request.JobId).Tasks is { } tasks && tasks.GetValueOrDefault("running") == tasks["total"], Deadline, "all tasks run", Cancel);
        }
    }

    private static string Id() => Guid.NewGuid().ToString("n");

    private static string FolderOf(string uri) => "/" + uri["file:".Length..].TrimStart('/');

    private static bool IsThere(string? uri) => uri is not null && File.Exists(Path.Combine(FolderOf(uri), "_metadata"));

    private static async Task<FlinkException> FailsAsync(Func<Task> work, FlinkProblem problem)
    {
        var failure = await Assert.ThrowsAsync<FlinkException>(work);
        Assert.True(failure.Problem == problem, $"{failure.Problem} instead of {problem}: {failure.Message}");
        return failure;
    }
}
