using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Rest;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Savepoints are listed, and removed once or told; against a cluster that loses requests and answers, and as versions answered.</summary>
public sealed class FlinkSavepointsTests : FlinkTests, IAsyncDisposable
{
    private const string Orders = "00112233445566778899aabbccddeeff";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flinkzk-sp-");
    private readonly FakeFlink _flink = new();
    private readonly FlinkClient _client;
    private readonly FlinkSavepoints _savepoints;
    private readonly FakeFlinkJob _orders;

    public FlinkSavepointsTests()
    {
        _orders = _flink.AddJob("orders", Orders);
        _flink.SavepointFolder = $"file:{_folder.FullName}";
        _client = new(new() { Endpoints = FlinkEndpoints.Of([_flink.Address]), Timeout = TimeSpan.FromSeconds(3), TryTimeout = TimeSpan.FromSeconds(1) });
        _savepoints = new(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _flink.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Those_that_the_leader_remembers_and_those_that_lie_there_are_listed_once_each_with_what_is_seen_of_them()
    {
        _orders.Savepoints.Add(Lay("savepoint-001122-000000000001"));
        _orders.Savepoints.Add($"file:{_folder.FullName}/savepoint-001122-000000000002");
        _orders.Savepoints.Add("s3://sp/savepoint-001122-000000000003");
        Lay("savepoint-ffffff-000000000004");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "savepoint-001122-000000000005"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "savepoint-of-my-own"));
        var all = await _savepoints.ListAsync(null, null, Stop);
        Assert.Equal(
            ["1 Complete True", "2 Gone True", "3 Unseen True", "4 Complete False", "5 Unfinished False"],
            all.OrderBy(savepoint => savepoint.Path[^1]).Select(savepoint => $"{savepoint.Path[^1]} {savepoint.State} {savepoint.JobId == Orders}"));
        var seen = all.Single(savepoint => savepoint.Path.EndsWith('1'));
        Assert.Equal((18, 11), (seen.Number, seen.Size));
        Assert.NotNull(all.Single(savepoint => savepoint.Path.EndsWith('4')).Time);
        Assert.Equal("1235", string.Concat((await _savepoints.ListAsync([Orders], null, Stop)).Select(savepoint => savepoint.Path[^1]).Order()));
        Assert.Equal("4", string.Concat((await _savepoints.ListAsync([new string('f', 32)], $"file://{_folder.FullName}", Stop)).Select(savepoint => savepoint.Path[^1])));
    }

    [Fact]
    public async Task One_is_removed_and_then_is_not_there()
    {
        _orders.Savepoints.Add("s3://sp/savepoint-001122-000000000001");
        await _savepoints.RemoveAsync("s3://sp/savepoint-001122-000000000001", Limit, Stop);
        Assert.Empty(_orders.Savepoints);
        Assert.Equal(FlinkOutcome.NotDone, (await FailsAsync(() => _savepoints.RemoveAsync("s3://sp/savepoint-001122-000000000001", Limit, Stop), FlinkProblem.SavepointNotFound)).Outcome);
    }

    [Theory]
    [InlineData("POST /savepoint-disposal", true)]
    [InlineData("POST /savepoint-disposal", false)]
    public async Task A_lost_answer_is_looked_up_and_that_it_is_gone_by_then_is_what_was_wanted(string lost, bool isCarriedOut)
    {
        _orders.Savepoints.Add("s3://sp/savepoint-001122-000000000001");
        _flink.Lose(lost, isCarriedOut);
        await _savepoints.RemoveAsync("s3://sp/savepoint-001122-000000000001", Limit, Stop);
        Assert.Empty(_orders.Savepoints);
    }

    [Theory]
    [InlineData("s3://sp/savepoint-001122-000000000001")]
    [InlineData("s3://sp/savepoint-001122-000000000001/")]
    [InlineData(null)]
    public async Task One_from_which_a_change_under_way_goes_on_is_needed_though_no_job_lives(string? written)
    {
        const string Path = "s3://sp/savepoint-001122-000000000001";
        _orders.Savepoints.Add(Path);
        _orders.State = "FINISHED";
        var savepoints = new FlinkSavepoints(_client, null, _ => Task.FromResult<IReadOnlyList<SavepointClaim>>([new("orders", Orders, written), new("other", new('f', 32), null)]));
        Assert.Equal("orders", Assert.Single(Assert.Single(await savepoints.ListAsync(null, null, Stop), savepoint => savepoint.Path == Path).Needs).Job);
        var refused = await FailsAsync(() => savepoints.CheckRemovalAsync(Path, isForced: false, Stop), FlinkProblem.SavepointNeeded);
        Assert.Contains("Update-FlinkJob orders", refused.HowToSee, StringComparison.Ordinal);
        await savepoints.CheckRemovalAsync(Path, isForced: true, Stop);
        await _savepoints.CheckRemovalAsync(Path, isForced: false, Stop);
    }

    [Fact]
    public async Task A_leader_that_forgot_the_operation_is_asked_again()
    {
        _orders.Savepoints.Add("s3://sp/savepoint-001122-000000000001");
        _flink.Polls = int.MaxValue;
        var removing = _savepoints.RemoveAsync("s3://sp/savepoint-001122-000000000001", Limit, Stop);
        await Eventually.Async(() => _orders.Savepoints.Count == 0, "the removal arrives", Stop);
        _flink.Polls = 0;
        _flink.Forget();
        await removing;
    }

    [Fact]
    public async Task When_it_cannot_be_asked_any_more_the_outcome_is_told_as_unknown()
    {
        _orders.Savepoints.Add("s3://sp/savepoint-001122-000000000001");
        _flink.DieAt("/savepoint-disposal");
        var failure = await FailsAsync(() => _savepoints.RemoveAsync("s3://sp/savepoint-001122-000000000001", TimeSpan.FromSeconds(1), Stop), FlinkProblem.NotReached);
        Assert.Equal(FlinkOutcome.Unknown, failure.Outcome);
        Assert.Contains("The same again", failure.HowToSee, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_one_cannot_be_removed_is_told()
    {
        _flink.DisposalFailure = "org.apache.flink.util.FlinkException: Could not dispose savepoint x.\n\tat a.B.c(D.java:1)\nCaused by: java.nio.file.AccessDeniedException: /sp/x\n";
        Assert.Contains("AccessDenied", (await FailsAsync(() => _savepoints.RemoveAsync("s3://sp/x", Limit, Stop), FlinkProblem.SavepointFailed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_none_is_not_removed()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "savepoint-001122-000000000005"));
        await FailsAsync(() => _savepoints.CheckRemovalAsync($"file:{_folder.FullName}/savepoint-001122-00000000000a", isForced: true, Stop), FlinkProblem.SavepointNotFound);
        Assert.Contains("_metadata", (await FailsAsync(() => _savepoints.CheckRemovalAsync($"file:{_folder.FullName}/savepoint-001122-000000000005", isForced: true, Stop), FlinkProblem.SavepointNotFound)).Message, StringComparison.Ordinal);
        await FailsAsync(() => _savepoints.CheckRemovalAsync("s3://chk/x/chk-17", isForced: true, Stop), FlinkProblem.SavepointNotFound);
    }

    [Fact]
    public async Task One_that_a_running_job_needs_is_refused_and_named()
    {
        var savepoint = Lay("savepoint-001122-000000000001");
        _flink.Jobs[0].State = "FINISHED";
        _flink.Remove(_orders);
        await _savepoints.CheckRemovalAsync(savepoint, isForced: false, Stop);
        var running = await RestoredAsync(savepoint);
        // Its checkpoints lie where nobody sees them.
        Assert.Contains("may need", (await FailsAsync(() => _savepoints.CheckRemovalAsync(savepoint, isForced: false, Stop), FlinkProblem.SavepointNeeded)).Message, StringComparison.Ordinal);
        await _savepoints.CheckRemovalAsync(savepoint, isForced: true, Stop);
        // Here they can be read, and do not name it.
        var chk = Directory.CreateDirectory(Path.Combine(_folder.FullName, "chk", running.Id, "chk-17")).FullName;
        File.WriteAllText(Path.Combine(chk, "_metadata"), "nothing of it");
        _flink.CheckpointFolder = $"file:{_folder.FullName}/chk";
        await _savepoints.CheckRemovalAsync(savepoint, isForced: false, Stop);
        File.WriteAllText(Path.Combine(chk, "_metadata"), $"\0\u0007{savepoint}/9f1c\0");
        Assert.Contains("'new'", (await FailsAsync(() => _savepoints.CheckRemovalAsync(savepoint, isForced: false, Stop), FlinkProblem.SavepointNeeded)).Message, StringComparison.Ordinal);
        Assert.Equal([running.Id], (await _savepoints.ListAsync(null, null, Stop)).Single().Needs.Select(need => need.JobId));
        running.State = "CANCELED";
        await _savepoints.CheckRemovalAsync(savepoint, isForced: false, Stop);
    }

    [Fact]
    public async Task A_job_that_claimed_it_or_has_nothing_newer_is_the_reason()
    {
        var running = await RestoredAsync("s3://sp/savepoint-001122-000000000001");
        running.Restored = (3, true);
        Assert.Contains("(Claim)", (await FailsAsync(() => _savepoints.CheckRemovalAsync("s3://sp/savepoint-001122-000000000001", isForced: false, Stop), FlinkProblem.SavepointNeeded)).Message, StringComparison.Ordinal);
        running.Restored = (17, false);
        Assert.Contains("no checkpoint since", (await FailsAsync(() => _savepoints.CheckRemovalAsync("s3://sp/savepoint-001122-000000000001", isForced: false, Stop), FlinkProblem.SavepointNeeded)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://chk/x/chk-17/.")]
    [InlineData("s3://chk/x/chk-17/%2e")]
    [InlineData("s3://chk/x/chk-17/y/..")]
    [InlineData("s3://chk/x/%63hk-17//")]
    public async Task A_checkpoint_is_one_however_it_is_written(string path) =>
        Assert.Contains("is a checkpoint", (await FailsAsync(() => _savepoints.CheckRemovalAsync(path, isForced: true, Stop), FlinkProblem.SavepointNotFound)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_a_link_leads_to_is_what_counts()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Links need a right of their own.");
        Lay("chk-238");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "old"), Path.Combine(_folder.FullName, "chk-238"));
        Assert.Contains("is a checkpoint", (await FailsAsync(() => _savepoints.CheckRemovalAsync($"file:{_folder.FullName}/old", isForced: true, Stop), FlinkProblem.SavepointNotFound)).Message, StringComparison.Ordinal);
        // By either name: the job was started with one, and the other is removed.
        var savepoint = Lay("savepoint-001122-000000000001");
        var link = Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "newest"), Path.Combine(_folder.FullName, "savepoint-001122-000000000001")).FullName;
        (await RestoredAsync(savepoint)).Restored = (17, false);
        await FailsAsync(() => _savepoints.CheckRemovalAsync($"file:{link}", isForced: false, Stop), FlinkProblem.SavepointNeeded);
        _flink.Remove(_flink.Jobs[^1]);
        await _savepoints.CheckRemovalAsync(savepoint, isForced: false, Stop);
        (await RestoredAsync($"file:{link}")).Restored = (17, false);
        await FailsAsync(() => _savepoints.CheckRemovalAsync(savepoint, isForced: false, Stop), FlinkProblem.SavepointNeeded);
    }

    [Theory]
    [InlineData("1.20.5")]
    [InlineData("2.3.0")]
    public async Task Versions_say_alike_that_there_is_no_such_savepoint(string version)
    {
        await using var server = Exchange.Replay(version, "savepoint-disposal-missing", "savepoint-disposal-missing-poll");
        using var client = Client(server);
        await FailsAsync(() => new FlinkSavepoints(client).RemoveAsync("file:///sp/savepoint-nosuch", Limit, Stop), FlinkProblem.SavepointNotFound);
    }

    [Fact]
    public void An_operation_that_is_not_known_is_known_by_its_text() =>
        Assert.Equal(FlinkProblem.TriggerNotFound, ServerError.Of(new(new(new("http://jm:8081"), null), System.Net.HttpStatusCode.NotFound, System.Text.Encoding.UTF8.GetBytes(Exchange.Of("2.3.0", "savepoint-disposal-unknown-poll").Body)), FlinkCall.Get("x")).Problem);

    private async Task<FakeFlinkJob> RestoredAsync(string savepoint)
    {
        _flink.AddJar("new.jar");
        await new FlinkJobs(_client).StartAsync(new() { Jar = new() { Id = _flink.Jars[0] }, JobId = Guid.NewGuid().ToString("n"), Savepoint = savepoint }, Stop);
        return _flink.Jobs[^1];
    }

    private string Lay(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "_metadata"), "12345");
        File.WriteAllText(Path.Combine(folder, "9f1c"), "678901");
        return $"file:{folder}";
    }
}
