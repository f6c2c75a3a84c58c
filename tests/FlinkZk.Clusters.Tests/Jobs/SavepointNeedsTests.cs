using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Tests;

/// <summary>Which jobs would miss a savepoint.</summary>
public sealed class SavepointNeedsTests
{
    private const string Savepoint = "file:/sp/savepoint-001122-000000000001";
    private const string Name = "savepoint-001122-000000000001";

    private static readonly FlinkCheckpoint Restored = new() { Id = 7, IsSavepoint = true, Path = Savepoint };

    private static readonly FlinkCheckpoint Newer = new() { Id = 8, Status = "COMPLETED", Path = "s3://chk/8" };

    [Fact]
    public void A_job_that_claimed_it_needs_it_though_it_has_newer_ones() => Assert.Contains("Claim", Need(new() { Restored = Restored with { IsSavepoint = false }, Completed = Newer }, []), StringComparison.Ordinal);

    [Fact]
    public void A_job_with_nothing_newer_needs_what_it_was_restored_from()
    {
        Assert.Contains("no checkpoint since", Need(new() { Restored = Restored }, []), StringComparison.Ordinal);
        // Of before the restore, by number.
        Assert.Contains("no checkpoint since", Need(new() { Restored = Restored, Completed = Newer with { Id = 7 } }, []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_has_gone_on_and_refers_to_it_no_more_does_not_need_it() => Assert.Null(Need(new() { Restored = Restored, Completed = Newer }, []));

    [Fact]
    public void Where_the_checkpoints_cannot_be_read_it_is_not_known() =>
        Assert.False(Assert.Single(SavepointNeeds.Of(Savepoint, [User(new() { Restored = Restored, Completed = Newer }, null, [])])).IsSure);

    [Fact]
    public void A_job_whose_checkpoint_names_it_needs_it_whatever_it_was_restored_from() => Assert.Contains("refers to its files", Need(new() { Completed = Newer }, [Name]), StringComparison.Ordinal);

    [Fact]
    public void A_job_whose_pointer_leads_to_it_needs_it() => Assert.Contains("ZooKeeper", Assert.Single(SavepointNeeds.Of(Savepoint, [User(null, [], [Name])])).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("file:///sp/savepoint-001122-000000000001")]
    [InlineData("file:/sp/savepoint-001122-000000000001/")]
    public void One_place_has_several_spellings(string path) => Assert.Single(SavepointNeeds.Of(path, [User(new() { Restored = Restored }, [], [])]));

    [Fact]
    public void Another_jobs_is_no_concern() => Assert.Null(Need(new() { Restored = Restored with { Path = "file:/sp/savepoint-001122-000000000002" }, Completed = Newer }, ["savepoint-001122-000000000002"]));

    private static string? Need(FlinkLatestCheckpoints told, string[] named) => SavepointNeeds.Of(Savepoint, [User(told, named, [])]) is [var need] ? (need.IsSure ? need.Reason : "?") : null;

    private static SavepointUser User(FlinkLatestCheckpoints? told, string[]? named, string[] pointed) =>
        new(new FlinkJobSummary { Id = "00112233445566778899aabbccddeeff", Name = "orders", State = "RUNNING" }, told, named?.ToHashSet(StringComparer.Ordinal), pointed.ToHashSet(StringComparer.Ordinal));
}
