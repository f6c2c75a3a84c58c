using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;
using FlinkZk.Testing;

namespace FlinkZk.Clusters.Tests;

/// <summary>Trees of live clusters, loaded into our server and read back.</summary>
public class CapturedTreeTests(EmbeddedTestServer server) : ClusterTests(server)
{
    public static TheoryData<string> Trees => [.. Capture.TreeFacts.Select(line => line[0]).Distinct()];

    [Theory]
    [MemberData(nameof(Trees))]
    public async Task Every_tree_is_read_as_another_decoder_reads_it(string tree)
    {
        await LoadAsync(tree);
        var expected = Capture.TreeFacts.Where(line => line[0] == tree && line.Length > 2).ToArray();
        var found = await HaReader.ListAsync(Client, cancellationToken: Stop);
        Assert.Equal(expected.Select(line => line[1]), (found.Value ?? []).Select(cluster => cluster.Path));
        foreach (var line in expected)
            Assert.Equal(string.Join('\n', line[1..]), string.Join('\n', Facts(await ReadAsync(line[1]))));
    }

    [Fact]
    public async Task What_holds_locks_are_processes_not_the_locks_node()
    {
        await LoadAsync("2.3.0/c3-session-expired");
        var snapshot = await ReadAsync("/flink/one");
        // The locks node still has an address: its creator is dead. It is wanted, not marked for deletion.
        Assert.Equal(HandleState.Free, Assert.Single(snapshot.Plans).State);
        Assert.Equal(HandleState.Free, Assert.Single(Assert.Single(snapshot.Jobs.Value!).Checkpoints.Value!).Stored.State);
        await LoadAsync("2.3.0/j1-application-before-kill");
        snapshot = await ReadAsync("/flink/two");
        var application = Assert.Single(snapshot.Applications.Value!);
        Assert.Equal((HandleState.Held, "10.0.0.1"), (application.State, Assert.Single(application.Locks.Value!).Holder.Value!.Value));
    }

    [Fact]
    public async Task A_handle_without_any_child_is_marked_for_deletion()
    {
        await EnsureAsync("/one/execution-plans/ab000000000000000000000000000002", Capture.Golden("2.3.0.execution-plan"));
        var plan = Assert.Single((await ReadAsync("one")).Plans);
        Assert.Equal((HandleState.MarkedForDeletion, Presence.Absent), (plan.State, plan.Locks.Presence));
    }

    [Fact]
    public async Task A_leader_can_live_without_a_latch()
    {
        await LoadAsync("2.3.0/g4-minute-after-delete-cluster");
        var snapshot = await ReadAsync("/flink/one");
        Assert.Equal(Presence.Absent, snapshot.Candidates.Presence);
        var leadership = snapshot.Leadership;
        Assert.Equal(("http://127.0.0.1:21082", (bool?)false, (int?)0), (leadership.Address, leadership.HasLatch, leadership.Standbys));
        Assert.Equal(Session("0x010000095ffe0a7d"), leadership.Session);
    }

    [Fact]
    public async Task A_dead_leaders_job_stays_without_an_address_until_the_next_leader()
    {
        await LoadAsync("2.3.0/c4x-all-jobmanagers-dead");
        var snapshot = await ReadAsync("/flink/one");
        var job = Assert.Single(snapshot.Components.Value!, component => component.Kind == ComponentKind.Job);
        Assert.Equal(("0f000000000000000000000000000001", Presence.Absent, null), (job.JobId, job.Published.Presence, job.Address));
        Assert.Equal(4, snapshot.Components.Value!.Count(component => component.Published.Presence == Presence.Absent));
        Assert.Null(snapshot.Leadership.Address);
        Assert.Equal(0, snapshot.Leadership.Standbys);
    }

    [Theory]
    [InlineData("1.15.4/b-one-job-running", "f115", false, "akka.tcp")]
    [InlineData("1.17.2/b-one-job-running", "f117", false, "akka.tcp")]
    [InlineData("1.20.5/b-one-job-running", "one", true, "pekko.tcp")]
    [InlineData("2.3.0/b2-one-job-running", "one", true, "pekko.tcp")]
    public async Task A_jobs_master_goes_by_either_name(string tree, string cluster, bool isPrefixed, string scheme)
    {
        await LoadAsync(tree);
        var job = Assert.Single((await ReadAsync("/flink/" + cluster)).Components.Value!, component => component.Kind == ComponentKind.Job);
        Assert.Equal(isPrefixed, job.Name.StartsWith("job-", StringComparison.Ordinal));
        Assert.Equal(job.Name[^32..], job.JobId);
        Assert.StartsWith(scheme + "://flink@", job.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_was_shut_down_is_absent()
    {
        await LoadAsync("2.3.0/j3-after-delete-cluster-no-standby");
        var snapshot = await ReadAsync("/flink/two");
        Assert.Equal(Presence.Absent, snapshot.Node.Presence);
        Assert.Equal(Presence.Absent, snapshot.Components.Presence);
        Assert.Equal(Presence.Absent, (await HaReader.ListAsync(Client, cancellationToken: Stop)).Presence);
    }

    private static string[] Facts(HaSnapshot snapshot)
    {
        var leadership = snapshot.Leadership;
        return [
            snapshot.Path,
            leadership.Address ?? "-",
            leadership.SessionId?.ToString() ?? "-",
            Text(snapshot.Candidates.Value?.Count ?? 0),
            Text(leadership.Standbys!.Value),
            leadership.HasLatch switch { true => "latch", false => "nolatch", null => "-" },
            Handles(snapshot.Plans),
            Handles(snapshot.Applications.Value ?? []),
            Joined(',', (snapshot.Jobs.Value ?? []).Select(Job)),
            Joined(';', snapshot.Components.Value!.Where(component => component.Address is not null).Select(component => $"{component.Name}={component.Address}")),
        ];
    }

    private static string Handles(IEnumerable<StoredHandle> handles) =>
        Joined(',', handles.Select(handle => $"{handle.Name}:{handle.Handle.Value!.Value!.Size}:{handle.Locks.Value!.Count}"));

    private static string Job(HaJob job)
    {
        var checkpoints = Joined('+', (job.Checkpoints.Value ?? []).Select(pointer => Text(pointer.Id!.Value)));
        return $"{job.Id}:{(job.Counter.Value?.Value is { } counter ? Text(counter.Next) : "none")}:{(checkpoints == "-" ? "none" : checkpoints)}";
    }

    private static string Joined(char separator, IEnumerable<string> parts) => string.Join(separator, parts) is { Length: > 0 } joined ? joined : "-";
}
