using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using static FlinkZk.Clusters.Tests.Health.Sample;

namespace FlinkZk.Clusters.Tests.Health;

/// <summary>
/// Properties of the rules over random clusters: they judge whatever there is, and who knows less claims nothing more. That a list cannot be read must never look as
/// if it were empty.
/// </summary>
public sealed class LessKnownTests
{
    private const int Rounds = 4000;

    [Fact]
    public void Who_knows_less_finds_nothing_more_and_says_what_is_not_known()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var (snapshot, storage) = Cluster(random);
            var known = Told(snapshot, storage);
            var less = Blind(random, snapshot);
            var told = Told(less, random.Next(3) == 0 ? StorageFacts.Unseen : storage);
            Assert.True(told.IsSubsetOf(known), $"Seed {seed}: {string.Join(", ", told.Except(known))}");
            if (less.Problems().Any(problem => problem.Code is not null))
                Assert.Contains(HaRules.Judge(Facts(less)), finding => finding.Kind == HaFindingKind.NotReadable);
        }
    }

    [Fact]
    public void All_that_is_told_names_a_place_of_the_cluster_and_comes_in_the_same_order()
    {
        for (var seed = 0; seed < Rounds / 4; seed++)
        {
            var random = new Random(seed);
            var (snapshot, storage) = Cluster(random);
            var facts = Facts(Blind(random, snapshot), storage);
            var findings = HaRules.Judge(facts);
            Assert.All(findings, finding => Assert.True(finding.Path.StartsWith(Paths.Cluster, StringComparison.Ordinal) || finding.Path.StartsWith("/ha/", StringComparison.Ordinal), finding.Path));
            Assert.Equal(findings, HaRules.Judge(facts));
        }
    }

    // What is certain: an unknown, and what merely informs, may come with less knowledge.
    private static HashSet<(HaFindingKind, string)> Told(HaSnapshot snapshot, StorageFacts storage) =>
        [.. HaRules.Judge(Facts(snapshot, storage)).Where(finding => finding.Severity >= HaSeverity.Warning || finding.Kind is HaFindingKind.PlanIgnored or HaFindingKind.CheckpointIgnored).Select(finding => (finding.Kind, finding.Path))];

    private static (HaSnapshot, StorageFacts) Cluster(Random random)
    {
        var snapshot = Healthy;
        if (Chance(3))
            snapshot = snapshot.Down();
        if (Chance(3))
            snapshot = snapshot with { Candidates = List([.. Enumerable.Range(0, random.Next(3)).Select(sequence => Candidate(random.Next(1, 4), sequence))]) };
        snapshot = snapshot.WithComponents(component => Chance(8) ? null : Chance(8) ? Unpublished(component.Name) : Chance(8) ? Component(component.Name, session: 2, version: 20, address: "http://localhost:1") : component);
        snapshot = snapshot.WithPlan(plan => Odd(plan));
        if (Chance(6))
            snapshot = snapshot with { ExecutionPlans = List<StoredHandle>() };
        if (Chance(6))
            snapshot = snapshot with { JobGraphs = List(Odd(Stored($"{Paths.JobGraphs}/{(Chance(2) ? Job : Other)}", "graph", 1))) };
        if (Chance(6))
            snapshot = snapshot with { Applications = List(Odd(Stored($"{Paths.Applications}/{Job}", "application", 1))) };
        snapshot = snapshot.WithJob(job => job with
        {
            Checkpoints = Chance(6) ? List<CheckpointPointer>() : List([.. job.Checkpoints.Value!.Where(_ => !Chance(5)).Select(pointer => pointer with { Stored = Odd(pointer.Stored) })]),
            Counter = Chance(5) ? Known.Absent<NodeContent<CheckpointCounter>>() : Counter(random.Next(1, 9)),
        });
        var storage = Seen(snapshot) with { JobResults = Chance(6) ? [new($"/ha/job-result-store/one/{Job}.json", Now)] : [] };
        return (snapshot, storage with { Files = storage.Files.ToDictionary(file => file.Key, file => Chance(6) ? new(Presence.Absent, null) : Chance(9) ? new(Presence.Present, 1) : file.Value) });

        bool Chance(int of) => random.Next(of) == 0;

        StoredHandle Odd(StoredHandle stored) => random.Next(8) switch
        {
            0 => stored.Free(),
            1 => stored.Childless(),
            2 => stored.Unreadable(),
            3 => Stored(stored.Handle.Value!.Node.Path, "else", 3, session: random.Next(4)),
            _ => stored,
        };
    }

    /// <summary>The same, of which some cannot be read.</summary>
    private static HaSnapshot Blind(Random random, HaSnapshot snapshot)
    {
        return snapshot with
        {
            Names = Hide(snapshot.Names),
            Candidates = Hide(snapshot.Candidates).Then<IReadOnlyList<LeaderCandidate>>(all => [.. all.Select(candidate => candidate with { Node = Hide(candidate.Node) })]),
            Components = Hide(snapshot.Components).Then<IReadOnlyList<PublishedComponent>>(all => [.. all.Select(component => component with { Published = Hide(component.Published) })]),
            JobGraphs = Handles(snapshot.JobGraphs),
            ExecutionPlans = Handles(snapshot.ExecutionPlans),
            Applications = Handles(snapshot.Applications),
            Jobs = Hide(snapshot.Jobs).Then<IReadOnlyList<HaJob>>(all => [.. all.Select(job => job with
            {
                Checkpoints = Hide(job.Checkpoints).Then<IReadOnlyList<CheckpointPointer>>(pointers => [.. pointers.Select(pointer => pointer with { Stored = Handle(pointer.Stored) })]),
                Counter = Hide(job.Counter),
            })]),
        };

        Known<T> Hide<T>(Known<T> known) where T : class => random.Next(9) == 0 ? Unknown<T>() : known;

        Known<IReadOnlyList<StoredHandle>> Handles(Known<IReadOnlyList<StoredHandle>> handles) => Hide(handles).Then<IReadOnlyList<StoredHandle>>(all => [.. all.Select(Handle)]);

        StoredHandle Handle(StoredHandle stored) => stored with { Handle = Hide(stored.Handle), Locks = Hide(stored.Locks) };
    }
}
