using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using static FlinkZk.Clusters.Tests.Health.Sample;

namespace FlinkZk.Clusters.Tests.Health;

/// <summary>Each kind of finding, by the one thing that makes a healthy cluster have it.</summary>
public sealed class RuleTests
{
    private static readonly string Plan = $"{Paths.ExecutionPlans}/{Job}";
    private static readonly string Rest = Paths.ConnectionInfo("rest_server");
    private static readonly string Six = $"{Paths.Checkpoints(Job)}/{HaNames.Checkpoint(6)}";

    private static readonly Case[] Cases =
    [
        new(HaFindingKind.NotReadable, HaSeverity.Unknown, Paths.ExecutionPlans, Healthy with { ExecutionPlans = Unknown<IReadOnlyList<StoredHandle>>() }),
        new(HaFindingKind.OldLayout, HaSeverity.Unknown, Paths.Cluster, Healthy with { Names = List("checkpoint-counter", "leaderlatch") }),
        new(HaFindingKind.OddName, HaSeverity.Warning, Paths.Latch + "/odd", Healthy with { Candidates = List([.. Healthy.Candidates.Value!, Candidate(3, 2) with { Name = "odd", Sequence = null, Error = Garbage }]) }),
        new(HaFindingKind.NoLeader, HaSeverity.Error, Paths.Cluster, Healthy.Down()),
        new(HaFindingKind.LatchUnpublished, HaSeverity.Error, Paths.Latch, Healthy.WithComponents(component => component.Kind == ComponentKind.RestServer ? Unpublished(component.Name) : component)),
        new(HaFindingKind.SplitLeadership, HaSeverity.Error, Rest, Healthy with { Candidates = List(Candidate(2, 1)) }),
        new(HaFindingKind.LeaderWithoutLatch, HaSeverity.Warning, Rest, Healthy with { Candidates = Known.Absent<IReadOnlyList<LeaderCandidate>>() }),
        new(HaFindingKind.LeaderNotFirst, HaSeverity.Warning, Rest, Healthy with { Candidates = List(Candidate(2, 0), Candidate(1, 1)) }),
        new(HaFindingKind.LatchTwice, HaSeverity.Warning, Paths.Latch, Healthy with { Candidates = List(Candidate(1, 0), Candidate(1, 1), Candidate(2, 2)) }),
        new(HaFindingKind.SeveralGrants, HaSeverity.Error, Paths.Leader, Healthy.WithComponents(component => component.Name == "dispatcher" ? Component("dispatcher", session: 2) : component)),
        new(HaFindingKind.Flapping, HaSeverity.Warning, Rest, Healthy.WithComponents(component => component.Name == "rest_server" ? Component("rest_server", version: 20, created: Now - TimeSpan.FromMinutes(1)) : component)),
        new(HaFindingKind.AddressUnreadable, HaSeverity.Error, Rest, Healthy.WithComponents(component => component.Name == "rest_server" ? component with { Published = component.Published.Then(content => content with { Value = null, Error = Garbage }) } : component)),
        new(HaFindingKind.AddressLocal, HaSeverity.Warning, Rest, Healthy.WithComponents(component => component.Name == "rest_server" ? Component("rest_server", address: "http://127.0.0.1:8081") : component)),
        new(HaFindingKind.ComponentUnpublished, HaSeverity.Error, Paths.ConnectionInfo("dispatcher"), Healthy.WithComponents(component => component.Name == "dispatcher" ? null : component)),
        new(HaFindingKind.ClusterEmpty, HaSeverity.Information, Paths.Cluster, Healthy.Down() with { ExecutionPlans = List<StoredHandle>(), Jobs = List<HaJob>() }),
        new(HaFindingKind.PlanIgnored, HaSeverity.Error, Plan, Healthy.WithPlan(Sample.Childless)),
        new(HaFindingKind.PlanUnreadable, HaSeverity.Error, Plan, Healthy.WithPlan(Sample.Unreadable)),
        new(HaFindingKind.PlanUnheld, HaSeverity.Error, Plan, Healthy.WithPlan(Sample.Free)),
        new(HaFindingKind.PlanOfOtherVersion, HaSeverity.Warning, $"{Paths.JobGraphs}/{Other}", Healthy with { JobGraphs = List(Stored($"{Paths.JobGraphs}/{Other}", "graph", 1)) }),
        new(HaFindingKind.PlanFileMissing, HaSeverity.Error, Plan, Healthy, Gone("plan")),
        new(HaFindingKind.JobWithoutMaster, HaSeverity.Warning, Plan, Healthy.WithComponents(component => component.Kind == ComponentKind.Job ? Unpublished(component.Name) : component)),
        new(HaFindingKind.MasterWithoutPlan, HaSeverity.Error, Paths.ConnectionInfo("job-" + Job), Healthy with { ExecutionPlans = List<StoredHandle>() }),
        new(HaFindingKind.ZeroJobId, HaSeverity.Warning, $"{Paths.ExecutionPlans}/{new string('0', 32)}", Healthy with { ExecutionPlans = List(Stored($"{Paths.ExecutionPlans}/{new string('0', 32)}", "plan", 1)) }),
        new(HaFindingKind.NoCheckpoint, HaSeverity.Error, Paths.Checkpoints(Job), Healthy.Down().WithJob(job => job with { Checkpoints = List<CheckpointPointer>() })),
        new(HaFindingKind.NoCheckpoint, HaSeverity.Warning, Paths.Checkpoints(Job), Healthy.WithJob(job => job with { Checkpoints = Known.Absent<IReadOnlyList<CheckpointPointer>>() })),
        new(HaFindingKind.CheckpointIgnored, HaSeverity.Error, Six, Healthy.WithPointer(6, pointer => pointer with { Stored = pointer.Stored.Childless() })),
        new(HaFindingKind.CheckpointIgnored, HaSeverity.Information, Six, Healthy.WithPointer(6, pointer => pointer with { Stored = pointer.Stored.Childless() }), Gone("checkpoint6")),
        new(HaFindingKind.CheckpointUnreadable, HaSeverity.Error, Six, Healthy.WithPointer(6, pointer => pointer with { Stored = pointer.Stored.Unreadable() })),
        new(HaFindingKind.CheckpointFileMissing, HaSeverity.Error, Six, Healthy, Gone("checkpoint6")),
        new(HaFindingKind.CheckpointOrder, HaSeverity.Error, Paths.Checkpoints(Job), Healthy.WithJob(job => job with { Checkpoints = List(Pointer(2, czxid: 20), Pointer(3, czxid: 30), Pointer(6, czxid: 6)) })),
        new(HaFindingKind.OrphanedCheckpoints, HaSeverity.Warning, $"{Paths.Jobs}/{Job}", Healthy.WithComponents(component => component.Kind == ComponentKind.Job ? null : component) with { ExecutionPlans = List<StoredHandle>() }),
        new(HaFindingKind.CounterBehind, HaSeverity.Error, Paths.Counter(Job), Healthy.WithJob(job => job with { Counter = Counter(6) })),
        new(HaFindingKind.CounterMissing, HaSeverity.Error, Paths.Counter(Job), Healthy.WithJob(job => job with { Counter = Known.Absent<NodeContent<CheckpointCounter>>() })),
        new(HaFindingKind.CounterUnreadable, HaSeverity.Error, Paths.Counter(Job), Healthy.WithJob(job => job with { Counter = job.Counter.Then(content => content with { Value = null, Error = Garbage }) })),
        new(HaFindingKind.LockPersistent, HaSeverity.Warning, Plan + "/locks/a", Healthy.WithPlan(_ => Stored(Plan, "plan", 100, session: 0))),
        new(HaFindingKind.LockOfStranger, HaSeverity.Warning, Paths.Cluster, Healthy.WithPlan(_ => Stored(Plan, "plan", 100, session: 9))),
        new(HaFindingKind.FileDamaged, HaSeverity.Error, Six, Healthy, facts => facts with { Files = With(facts, "checkpoint6", new(Presence.Present, 1)) }),
        new(HaFindingKind.FilesUnseen, HaSeverity.Information, Paths.Cluster, Healthy, facts => facts with { Files = With(facts, "plan", StoredFile.Unknown) }),
        new(HaFindingKind.ResultsUnseen, HaSeverity.Information, Paths.Cluster, Healthy, facts => facts with { SeesResults = false }),
        new(HaFindingKind.StorageLocal, HaSeverity.Information, Paths.Cluster, Healthy, facts => facts with { LocalFolder = "/ha/one" }),
        new(HaFindingKind.DirtyResult, HaSeverity.Error, "/ha/job-result-store/one/x_DIRTY.json", Healthy, facts => facts with { JobResults = [new("/ha/job-result-store/one/x_DIRTY.json", Now - TimeSpan.FromMinutes(2))] }),
        new(HaFindingKind.JobAlreadyEnded, HaSeverity.Error, Plan, Healthy, facts => facts with { JobResults = [new($"/ha/job-result-store/one/{Job}.json", Now)] }),
        new(HaFindingKind.ApplicationAlreadyEnded, HaSeverity.Warning, "/ha/application-result-store/one/x.json",
            Healthy.WithComponents(component => component.Kind == ComponentKind.Job ? null : component) with { ExecutionPlans = List<StoredHandle>(), Jobs = List<HaJob>() },
            facts => facts with { ApplicationResults = [new("/ha/application-result-store/one/x.json", Now)] }),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void One_thing_that_is_wrong_is_found(int number)
    {
        var (kind, severity, path, snapshot, storage) = Cases[number];
        var findings = HaRules.Judge(Facts(snapshot, storage?.Invoke(Seen(snapshot))));
        var finding = Assert.Single(findings, finding => finding.Kind == kind);
        Assert.Equal((severity, path, Paths.Cluster), (finding.Severity, finding.Path, finding.Cluster));
        Assert.All([finding.Evidence, finding.Cost, finding.Repair], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_of_no_session_in_the_latch_is_odd_and_no_process()
    {
        var snapshot = Healthy with { Candidates = List([Candidate(0, 0), Candidate(0, 1), .. Healthy.Candidates.Value!]) };
        var findings = HaRules.Judge(Facts(snapshot));
        Assert.Equal([HaFindingKind.OddName, HaFindingKind.OddName], findings.Select(finding => finding.Kind));
        Assert.All(findings, finding => Assert.Equal((HaSeverity.Error, true), (finding.Severity, finding.Path.StartsWith(Paths.Latch + "/_c_", StringComparison.Ordinal))));
        Assert.Equal(1, snapshot.Leadership.Standbys);
        Assert.Equal(0, (Healthy.Down() with { Candidates = List(Candidate(0, 0)) }).Leadership.Standbys);
    }

    [Fact]
    public void Each_kind_has_a_case()
    {
        // Those about several clusters and about processes have tests of their own.
        Assert.Equal(Enum.GetValues<HaFindingKind>().Except([HaFindingKind.JobInSeveralClusters, HaFindingKind.LeaderDead, HaFindingKind.LeaderNotAnswering, HaFindingKind.LeaderUnasked, HaFindingKind.ProcessLost]).Order(), Cases.Select(test => test.Kind).Distinct().Order());
    }

    [Fact]
    public void A_healthy_cluster_has_none_also_where_nothing_of_its_files_is_seen()
    {
        Assert.Empty(HaRules.Judge(Facts(Healthy)));
        Assert.Equal([HaFindingKind.ResultsUnseen], HaRules.Judge(Facts(Healthy, StorageFacts.Unseen)).Select(finding => finding.Kind));
    }

    [Fact]
    public void A_leader_that_is_proved_dead_is_told_with_the_way_to_end_the_wait()
    {
        var finding = Assert.Single(HaRules.Judge(Facts(Healthy) with { LeaderDeath = "Nobody is there." }));
        Assert.Equal((HaFindingKind.LeaderDead, HaSeverity.Error, Rest), (finding.Kind, finding.Severity, finding.Path));
        Assert.EndsWith("Nobody is there.", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("Complete-FlinkFailover", finding.Repair, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LeaderVerdict.Leads, "")]
    [InlineData(LeaderVerdict.DoesNotLead, "Error LeaderNotAnswering")]
    [InlineData(LeaderVerdict.Unknown, "Information LeaderUnasked")]
    public void What_the_leaders_REST_server_answers_is_told_with_three_answers(LeaderVerdict verdict, string told)
    {
        var findings = HaRules.Judge(Facts(Healthy) with { LeaderAnswer = new(verdict, "It answers 503.") });
        Assert.Equal(told, string.Join(", ", findings.Select(finding => $"{finding.Severity} {finding.Kind}")));
        Assert.All(findings, finding => Assert.Equal((Rest, true), (finding.Path, finding.Evidence.EndsWith("It answers 503.", StringComparison.Ordinal))));
    }

    [Fact]
    public void One_that_has_just_taken_over_or_is_dead_is_not_judged_by_its_answer()
    {
        var refused = new LeaderAnswer(LeaderVerdict.DoesNotLead, "It answers 503.");
        var young = Healthy.WithComponents(component => component.Name == "rest_server" ? Component("rest_server", created: Now - TimeSpan.FromSeconds(5)) : component);
        Assert.DoesNotContain(HaRules.Judge(Facts(young) with { LeaderAnswer = refused }), finding => finding.Kind == HaFindingKind.LeaderNotAnswering);
        Assert.DoesNotContain(HaRules.Judge(Facts(Healthy) with { LeaderAnswer = refused, LeaderDeath = "Nobody is there." }), finding => finding.Kind == HaFindingKind.LeaderNotAnswering);
    }

    [Fact]
    public void A_process_that_takes_part_in_nothing_is_told_with_its_number_and_port()
    {
        var finding = Assert.Single(HaRules.Judge(Facts(Healthy.Down()) with { LostProcesses = [new(4711, 8081, "/flink/conf/config.yaml")] }), finding => finding.Kind == HaFindingKind.ProcessLost);
        Assert.Equal((HaSeverity.Error, Paths.Cluster, "Restart that process."), (finding.Severity, finding.Path, finding.Repair));
        Assert.Contains("Process 4711 of this machine is a JobManager of it, by '/flink/conf/config.yaml', and listens on port 8081;", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_was_not_cleaned_up_is_told_at_once_where_nobody_is_left_to_do_it()
    {
        var empty = Healthy.Down() with { ExecutionPlans = List<StoredHandle>(), Jobs = List<HaJob>() };
        var gone = empty with { Node = Known.Absent<NodeFacts>(), Names = Known.Absent<IReadOnlyList<string>>(), Components = Known.Absent<IReadOnlyList<PublishedComponent>>() };
        var storage = new StorageFacts { SeesResults = true, JobResults = [new("/ha/job-result-store/one/x_DIRTY.json", Now - TimeSpan.FromSeconds(1))] };
        Assert.DoesNotContain(HaRules.Judge(Facts(Healthy, storage)), finding => finding.Kind == HaFindingKind.DirtyResult);
        foreach (var snapshot in new[] { Healthy.Down(), empty, gone })
            Assert.Contains(HaRules.Judge(Facts(snapshot, storage)), finding => finding.Kind == HaFindingKind.DirtyResult);
        Assert.Empty(HaRules.Judge(Facts(gone, StorageFacts.Unseen)));
    }

    [Fact]
    public void Two_that_publish_in_turns_lead_both_whoever_was_met_by_the_last_look()
    {
        var facts = Facts(Healthy) with { Publications = [new(10, 1), new(11, 2), new(12, 1)] };
        var finding = Assert.Single(HaRules.Judge(facts));
        Assert.Equal((HaFindingKind.SplitLeadership, HaSeverity.Error, Rest), (finding.Kind, finding.Severity, finding.Path));
        Assert.Equal("It was written 3 times while it was looked at, in turns by sessions 0x1 and 0x2; in the latch is 0x1, 0x2.", finding.Evidence);
        // One after the other is a change of leader, and one who writes again has lost its connection.
        Assert.Empty(HaRules.Judge(facts with { Publications = [new(10, 1), new(11, 2)] }));
        Assert.Empty(HaRules.Judge(facts with { Publications = [new(10, 1), new(11, 1), new(12, 1)] }));
    }

    [Fact]
    public void A_leader_that_has_just_come_has_time_to_take_over()
    {
        var snapshot = Healthy.WithPlan(Sample.Free).WithComponents(component => component.Name == "rest_server" ? Component("rest_server", created: Now - TimeSpan.FromSeconds(2)) : component.Name == "dispatcher" ? null : Unpublished(component.Name));
        Assert.Empty(HaRules.Judge(Facts(snapshot)));
    }

    [Fact]
    public void A_job_without_state_is_no_finding_before_it_had_time_for_a_checkpoint()
    {
        var young = Known.Present(new NodeContent<CheckpointCounter>(Node(Paths.Counter(Job), created: Now - TimeSpan.FromMinutes(1)), new(3), null));
        Assert.Empty(HaRules.Judge(Facts(Healthy.WithJob(job => job with { Checkpoints = List<CheckpointPointer>(), Counter = young }))));
        Assert.Empty(HaRules.Judge(Facts(Healthy.WithJob(job => job with { Checkpoints = List<CheckpointPointer>(), Counter = Counter(1) }))));
    }

    [Fact]
    public void An_address_of_this_machine_is_right_for_a_process_on_this_machine() =>
        Assert.Empty(HaRules.Judge(Facts(Healthy.WithComponents(component => component.Name == "rest_server" ? Component("rest_server", address: "http://127.0.0.1:8081") : component)) with { LocalAddresses = new HashSet<string> { "10.0.0.1" } }));

    [Fact]
    public void A_job_that_is_to_run_in_several_clusters_is_told_for_each()
    {
        var other = Healthy with { Path = "/flink/two" };
        Assert.Equal(["/flink/one", "/flink/two"], HaRules.JudgeTogether([Healthy, other]).Select(finding => finding.Cluster).Order());
        Assert.Empty(HaRules.JudgeTogether([Healthy]));
    }

    [Fact]
    public void The_worst_comes_first()
    {
        var findings = HaRules.Judge(Facts(Healthy.WithPointer(6, pointer => pointer with { Stored = pointer.Stored.Unreadable() }) with { Candidates = Known.Absent<IReadOnlyList<LeaderCandidate>>() }));
        Assert.Equal([HaSeverity.Error, HaSeverity.Warning], findings.Select(finding => finding.Severity).Distinct());
    }

    private static Func<StorageFacts, StorageFacts> Gone(string file) => facts => facts with { Files = With(facts, file, new(Presence.Absent, null)) };

    private static Dictionary<string, StoredFile> With(StorageFacts facts, string file, StoredFile state) => new(facts.Files, StringComparer.Ordinal) { [$"file:/ha/one/{file}"] = state };

    private sealed record Case(HaFindingKind Kind, HaSeverity Severity, string Path, HaSnapshot Snapshot, Func<StorageFacts, StorageFacts>? Storage = null);
}
