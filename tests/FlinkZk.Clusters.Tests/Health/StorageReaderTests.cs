using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using static FlinkZk.Clusters.Tests.Health.Sample;

namespace FlinkZk.Clusters.Tests.Health;

public sealed class StorageReaderTests : IDisposable
{
    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("flinkzk-ha-");

    public void Dispose() => _storage.Delete(recursive: true);

    [Fact]
    public void What_is_there_is_there_and_what_is_missing_beside_others_is_gone()
    {
        Write("one/plan", 100);
        var facts = StorageReader.Read(Snapshot("plan", "checkpoint"));
        Assert.Equal(new StoredFile(Presence.Present, 100), facts.Of(Uri("plan")));
        Assert.Equal(new StoredFile(Presence.Absent, null), facts.Of(Uri("checkpoint")));
    }

    [Fact]
    public void A_folder_without_any_of_them_may_be_another_machines()
    {
        Write("one/something", 1);
        Assert.Equal(Presence.Unknown, StorageReader.Read(Snapshot("plan", "checkpoint")).Of(Uri("plan")).Presence);
    }

    [Fact]
    public void A_folder_that_is_not_here_says_nothing() => Assert.Equal(Presence.Unknown, StorageReader.Read(Snapshot("plan", "checkpoint")).Of(Uri("plan")).Presence);

    [Theory]
    [InlineData("s3://bucket/ha/one/plan", null)]
    [InlineData("hdfs://nn:8020/ha/one/plan", null)]
    [InlineData("file:/ha/one/plan", "/ha/one/plan")]
    [InlineData("file:///ha/one/plan", "/ha/one/plan")]
    [InlineData("file:/ha/with%20blank/plan", "/ha/with blank/plan")]
    [InlineData("file://other-host/ha/plan", null)]
    [InlineData("/ha/one/plan", null)]
    public void Only_files_have_a_path_here(string uri, string? path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths of Unix.");
        Assert.Equal(path, FileUri.LocalPath(uri));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("team/orders")]
    public void Results_lie_beside_the_cluster_s_folder(string id)
    {
        Write($"{id}/plan", 100);
        Write($"job-result-store/{id}/ab_DIRTY.json", 1);
        Write($"job-result-store/{id}/cd.json", 1);
        Write($"application-result-store/{id}/ef.json", 1);
        var facts = StorageReader.Read(Snapshot([$"file:{_storage.FullName}/{id}/plan"]));
        Assert.Equal([("ab", true), ("cd", false)], facts.JobResults.Select(result => (result.Id, result.IsDirty)));
        Assert.Equal("ef", Assert.Single(facts.ApplicationResults).Id);
    }

    [Fact]
    public void Where_nothing_says_where_results_lie_they_are_unknown_and_not_none()
    {
        Write("one/plan", 100);
        Assert.False(StorageReader.Read(Snapshot([$"file:{_storage.FullName}/one/plan"])).SeesResults);
        Directory.CreateDirectory(Path.Combine(_storage.FullName, "job-result-store/one"));
        Assert.True(StorageReader.Read(Snapshot([$"file:{_storage.FullName}/one/plan"])).SeesResults);
        Assert.False(StorageReader.Read(Snapshot([])).SeesResults);
    }

    [Theory]
    [InlineData("one", "{0}")]
    [InlineData("/one", "file://{0}")]
    [InlineData("team/orders", "file:{0}/")]
    public void A_cluster_without_a_job_has_its_results_where_its_storage_is_said_to_lie(string id, string storage)
    {
        Write($"job-result-store/{id.Trim('/')}/ab_DIRTY.json", 1);
        Write("job-result-store/other/cd_DIRTY.json", 1);
        var named = HaStorage.Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, storage, _storage.FullName), id);
        var facts = StorageReader.Read(Snapshot([]), named);
        Assert.Equal((true, "ab"), (facts.SeesResults, Assert.Single(facts.JobResults).Id));
        Assert.Equal(facts.JobResults[0].Path, Assert.Single(named!.DirtyResults()));
        Assert.False(StorageReader.Read(Snapshot([]), named with { ClusterId = "nobody" }).SeesResults);
    }

    [Theory]
    [InlineData("s3://bucket/ha")]
    [InlineData("ha")]
    [InlineData(null)]
    public void What_is_no_folder_is_no_storage_here(string? storage) => Assert.Null(HaStorage.Of(storage, "one"));

    [Fact]
    public void Results_that_are_set_to_lie_elsewhere_are_found_there_alone_and_mended_by_the_configuration()
    {
        Write("one/plan", 100);
        Write("job-result-store/one/ab_DIRTY.json", 1);
        Write("elsewhere/jobs/cd_DIRTY.json", 1);
        Write("elsewhere/applications/ef.json", 1);
        var named = Named($"file://{_storage.FullName}/elsewhere/jobs");
        var facts = StorageReader.Read(Snapshot("plan"), named);
        Assert.Equal((true, "cd", "ef"), (facts.SeesResults, Assert.Single(facts.JobResults).Id, Assert.Single(facts.ApplicationResults).Id));
        Assert.Equal(facts.JobResults[0].Path, Assert.Single(named.DirtyResults()));
        Assert.Contains(" -ConfigFile '/etc/flink' ", (named with { ConfigurationPath = "/etc/flink" }).RepairCommand("/flink"), StringComparison.Ordinal);
        // One that is not seen from here is unknown, whatever lies beside the files.
        Assert.False(StorageReader.Read(Snapshot("plan"), Named("s3://bucket/jobs")).SeesResults);

        HaStorage Named(string jobs) => HaStorage.Of(key => key switch
        {
            "high-availability.storageDir" => _storage.FullName,
            "job-result-store.storage-path" => jobs,
            "application-result-store.storage-path" => $"{_storage.FullName}/elsewhere/applications",
            _ => null,
        }, "one")!;
    }

    [Fact]
    public void The_command_that_mends_it_can_be_typed_as_it_stands()
    {
        Assert.Equal("Repair-FlinkHa '/one' -Kind DirtyResult -StoragePath '/data/it''s here' -BackupPath ./before", new HaStorage("/data/it's here", "/one").RepairCommand("/flink"));
        Assert.Contains(" -FlinkRoot '/streams' ", new HaStorage("/ha", "/one").RepairCommand("/streams"), StringComparison.Ordinal);
    }

    private string Uri(string file) => file.Contains(':', StringComparison.Ordinal) ? file : $"file:{_storage.FullName}/one/{file}";

    private void Write(string file, int size)
    {
        var path = Path.Combine(_storage.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[size]);
    }

    private HaSnapshot Snapshot(params string[] files) => Healthy with
    {
        Jobs = List<HaJob>(),
        ExecutionPlans = List([.. files.Select((file, number) => Stored($"{Paths.ExecutionPlans}/{number:x32}", file, 100)).Zip(files, (stored, file) => stored with { Handle = stored.Handle.Then(content => content with { Value = new(100, Uri(file)) }) })]),
    };
}
