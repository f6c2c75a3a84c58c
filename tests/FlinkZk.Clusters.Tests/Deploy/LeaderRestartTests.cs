using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Machine;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Tests.Health;
using static FlinkZk.Clusters.Tests.Health.Sample;

namespace FlinkZk.Clusters.Tests.Deploy;

/// <summary>A leader without a place in the latch is ended only where its process is proved to be one of this machine.</summary>
public sealed class LeaderRestartTests
{
    private const string Here = "http://127.0.0.1:8081";
    private const string Elsewhere = "http://192.0.2.1:8081";

    private static readonly LostProcess Process = new(4711, 8081, "config.yaml");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_one_that_published_and_is_not_in_the_latch_is_ended_where_it_is_this_machines()
    {
        var restart = await PlanAsync(Report(Split(Here)), new(4712, 8082, "other.yaml"), Process);
        Assert.Equal((4711, "End process 4711, the JobManager http://127.0.0.1:8081, which leads without a place in the latch; 1 other is in it"), (restart.ProcessId, restart.Action));
        var alone = await PlanAsync(Report(Alone(Here)), Process);
        Assert.EndsWith("; nobody is in the latch, and jobs wait until a JobManager starts", alone.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_that_publish_in_turns_it_is_the_one_without_a_place_whoever_was_met_last()
    {
        var met = Healthy.WithComponents(component => component.Name == "rest_server" ? Component("rest_server", address: "http://127.0.0.1:8082") : component);
        var report = Report(met) with { Publications = [new(1, 1, "http://127.0.0.1:8082"), new(2, 9, Here), new(3, 1, "http://127.0.0.1:8082")] };
        Assert.Equal(4711, (await PlanAsync(report, new(4712, 8082, "other.yaml"), Process)).ProcessId);
    }

    [Fact]
    public async Task Elsewhere_it_says_what_to_restart_and_where()
    {
        var refused = await Assert.ThrowsAsync<HaRepairException>(() => PlanAsync(Report(Split(Elsewhere)), Process));
        Assert.Equal(HaRepairProblem.NotMendable, refused.Problem);
        Assert.Contains("a restart of the JobManager http://192.0.2.1:8081, session 0x1, which leads without a place in the latch", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Restart it on 192.0.2.1,", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_none_or_several_could_be_it_nothing_is_ended()
    {
        Assert.Equal(HaRepairProblem.NotMendable, (await Assert.ThrowsAsync<HaRepairException>(() => PlanAsync(Report(Split(Here))))).Problem);
        Assert.Equal(HaRepairProblem.NotMendable, (await Assert.ThrowsAsync<HaRepairException>(() => PlanAsync(Report(Split(Here)), Process, Process with { Id = 4712 }))).Problem);
    }

    [Fact]
    public async Task Who_has_a_place_by_now_is_not_ended() =>
        Assert.Equal(HaRepairProblem.Unknown, (await Assert.ThrowsAsync<HaRepairException>(() => PlanAsync(Report(Healthy), Process))).Problem);

    [Fact]
    public async Task Where_who_is_in_the_latch_cannot_be_read_nothing_is_ended() =>
        Assert.Equal(HaRepairProblem.Unknown, (await Assert.ThrowsAsync<HaRepairException>(() => PlanAsync(Report(Split(Here) with { Candidates = Unknown<IReadOnlyList<LeaderCandidate>>() }), Process))).Problem);

    [Fact]
    public async Task Where_the_next_leader_would_die_the_only_one_is_not_ended()
    {
        var gone = new HaFinding(HaFindingKind.CheckpointFileMissing, HaSeverity.Error, Paths.Cluster, Paths.Cluster, "It is gone.", "", "");
        var refused = await Assert.ThrowsAsync<DeployException>(() => PlanAsync(new(Alone(Here), [gone]), Process));
        Assert.Equal(DeployProblem.NextLeaderDies, refused.Problem);
    }

    private static HaSnapshot Split(string address) => At(address) with { Candidates = List(Candidate(2, 1)) };

    private static HaSnapshot Alone(string address) => At(address) with { Candidates = Known.Absent<IReadOnlyList<LeaderCandidate>>() };

    private static HaSnapshot At(string address) => Healthy.WithComponents(component => component.Name == "rest_server" ? Component("rest_server", address: address) : component);

    private static HaReport Report(HaSnapshot snapshot) => new(snapshot, []);

    private static Task<LeaderRestart> PlanAsync(HaReport report, params LostProcess[] here) =>
        LeaderRestart.PlanAsync(report, new(HaFindingKind.SplitLeadership, HaSeverity.Error, Paths.Cluster, Paths.ConnectionInfo("rest_server"), "", "", ""), () => here, null, Stop);
}
