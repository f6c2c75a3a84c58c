using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>What a job that has ended can go on from, by what the leader tells and what files are left.</summary>
public sealed class LatestSnapshotTests : FlinkTests, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-state-");
    private readonly FakeFlink _flink;
    private readonly FlinkClient _client;
    private readonly FlinkJobs _jobs;
    private readonly FakeFlinkJob _orders;

    public LatestSnapshotTests()
    {
        _flink = new() { CheckpointFolder = $"file:{_folder.FullName}/chk", SavepointFolder = $"file://{_folder.FullName}/sp" };
        _orders = _flink.AddJob("orders", state: "CANCELED");
        _client = new(new() { Endpoints = FlinkEndpoints.Of([_flink.Address]), Timeout = TimeSpan.FromSeconds(3) });
        _jobs = new(_client);
    }

    private string Checkpoint => $"{_flink.CheckpointFolder}/{_orders.Id}/chk-17";

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _flink.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("the id")]
    public async Task The_newest_whose_metadata_are_there_is_taken(string job)
    {
        Write(Checkpoint);
        _orders.Savepoints.Add(Write($"{_flink.SavepointFolder}/savepoint-1"));
        var latest = await _jobs.LatestAsync(job == "the id" ? _orders.Id.ToUpperInvariant() : job, Stop);
        Assert.Equal((_orders.Id, _orders.Savepoints[0], 18L, true), (latest.JobId, latest.Path, latest.Number, latest.IsSeen));
        Assert.Empty(latest.Gone);
    }

    [Fact]
    public async Task What_is_newer_and_gone_is_told()
    {
        Write(Checkpoint);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "sp"));
        _orders.Savepoints.Add($"{_flink.SavepointFolder}/savepoint-1");
        var latest = await _jobs.LatestAsync("orders", Stop);
        Assert.Equal((Checkpoint, _orders.Savepoints[0]), (latest.Path, Assert.Single(latest.Gone)));
    }

    [Fact]
    public async Task A_folder_without_metadata_is_none()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "chk", _orders.Id, "chk-17"));
        var failure = await FailsAsync(() => _jobs.LatestAsync("orders", Stop), FlinkProblem.SnapshotNotFound);
        Assert.Contains("chk-17", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CANCELED", false, false)]
    [InlineData("CANCELED", true, true)]
    [InlineData("FAILED", true, true)]
    [InlineData("FINISHED", true, false)]
    public async Task Of_files_that_this_machine_does_not_see_Flinks_rules_tell_whether_they_are_kept(string state, bool keeps, bool isTaken)
    {
        (_orders.State, _flink.KeepsCheckpoints, _flink.CheckpointFolder) = (state, keeps, "s3://chk");
        if (isTaken)
        {
            var latest = await _jobs.LatestAsync("orders", Stop);
            Assert.Equal((Checkpoint, false), (latest.Path, latest.IsSeen));
        }
        else
        {
            Assert.Contains("cannot be told", (await FailsAsync(() => _jobs.LatestAsync("orders", Stop), FlinkProblem.SnapshotNotFound)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_savepoint_that_this_machine_does_not_see_outlives_its_job()
    {
        _flink.SavepointFolder = "s3://sp";
        _orders.Savepoints.Add("s3://sp/savepoint-1");
        Assert.Equal(("s3://sp/savepoint-1", false), (await _jobs.LatestAsync("orders", Stop)) is { } latest ? (latest.Path, latest.IsSeen) : default);
    }

    [Fact]
    public async Task A_job_that_runs_has_none()
    {
        _flink.AddJob("orders");
        await FailsAsync(() => _jobs.LatestAsync("orders", Stop), FlinkProblem.JobRuns);
    }

    [Fact]
    public async Task A_job_that_the_leader_has_forgotten_is_looked_for_by_its_id_in_the_configured_folders()
    {
        var id = Guid.NewGuid().ToString("n");
        await FailsAsync(() => _jobs.LatestAsync(id, Stop), FlinkProblem.SnapshotNotFound);
        await FailsAsync(() => _jobs.LatestAsync("forgotten", Stop), FlinkProblem.JobNotFound);
        var older = Write($"{_flink.SavepointFolder}/savepoint-{id[..6]}-000000000001");
        var newer = Write($"{_flink.CheckpointFolder}/{id}/chk-9");
        File.SetLastWriteTimeUtc(Metadata(older), DateTime.UtcNow.AddMinutes(-5));
        Assert.Equal((newer, true), (await _jobs.LatestAsync(id, Stop)) is { } latest ? (latest.Path, latest.IsSeen) : default);
        File.Delete(Metadata(newer));
        Assert.Equal(older, (await _jobs.LatestAsync(id, Stop)).Path);
    }

    private static string Metadata(string uri) => Path.Combine(FileUri.LocalPath(uri)!, "_metadata");

    private static string Write(string uri)
    {
        Directory.CreateDirectory(FileUri.LocalPath(uri)!);
        File.WriteAllText(Metadata(uri), "");
        return uri;
    }
}
