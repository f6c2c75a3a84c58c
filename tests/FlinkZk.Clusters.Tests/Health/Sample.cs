using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;
using FlinkZk.Clusters.Model;
using FlinkZk.Wire;

namespace FlinkZk.Clusters.Tests.Health;

/// <summary>A healthy cluster: session 1 leads for an hour, session 2 stands by, one job with checkpoints 4 to 6 runs.</summary>
internal static class Sample
{
    public const string Job = "ab000000000000000000000000000001";
    public const string Other = "ab000000000000000000000000000002";

    public static readonly DateTime Now = new(2026, 11, 29, 12, 0, 0, DateTimeKind.Utc);
    public static readonly HaPaths Paths = new("one");

    private static readonly DateTime HourAgo = Now - TimeSpan.FromHours(1);

    public static HaSnapshot Healthy => new(
        Paths.Cluster,
        Known.Present(Node(Paths.Cluster)),
        List("applications", "execution-plans", "jobs", "leader"),
        List(Candidate(1, 0), Candidate(2, 1)),
        List(Component("dispatcher"), Component("job-" + Job), Component("resource_manager"), Component("rest_server")),
        Known.Absent<IReadOnlyList<StoredHandle>>(),
        List(Stored($"{Paths.ExecutionPlans}/{Job}", "plan", 100)),
        List<StoredHandle>(),
        List(new HaJob(Job, List(Pointer(4), Pointer(5), Pointer(6)), Counter(7))));

    public static HaFacts Facts(HaSnapshot snapshot, StorageFacts? storage = null) => new(snapshot, storage ?? Seen(snapshot), Now, new HashSet<string> { "10.0.0.9" });

    /// <summary>All files are there, as their nodes say.</summary>
    public static StorageFacts Seen(HaSnapshot snapshot) => new()
    {
        SeesResults = true,
        Files = snapshot.Plans.Concat(snapshot.Applications.Value ?? []).Concat((snapshot.Jobs.Value ?? []).SelectMany(job => job.Checkpoints.Value ?? []).Select(pointer => pointer.Stored))
            .Select(stored => stored.Handle.Value?.Value).OfType<StateHandle>().DistinctBy(handle => handle.Path)
            .ToDictionary(handle => handle.Path, handle => new StoredFile(Presence.Present, handle.Size), StringComparer.Ordinal),
    };

    public static Known<IReadOnlyList<T>> List<T>(params T[] items) => Known.Present<IReadOnlyList<T>>(items);

    public static Known<T> Unknown<T>() where T : class => Known.Unknown<T>(ErrorCode.NoAuth, "It may not be read.");

    public static NodeFacts Node(string path, long session = 0, long czxid = 1, int children = 1, int version = 0, DateTime? created = null) =>
        new(path, session, czxid, czxid, version, children, created ?? HourAgo, created ?? HourAgo);

    public static LeaderCandidate Candidate(long session, int sequence) =>
        HaNames.Latch(new Guid((int)session, 0, 0, new byte[8]), sequence) is var name ? new(name, sequence, null, Known.Present(Node($"{Paths.Latch}/{name}", session))) : null!;

    public static PublishedComponent Component(string name, long session = 1, int version = 0, string address = "http://10.0.0.1:8081", DateTime? created = null)
    {
        var (kind, job) = HaNames.Component(name);
        return new(name, kind, job, Known.Present(new NodeContent<LeaderInformation>(
            Node(Paths.ConnectionInfo(name), session, version: version, created: created), new(address, new Guid((int)session, 1, 1, new byte[8])), null)));
    }

    public static PublishedComponent Unpublished(string name) => Component(name) with { Published = Known.Absent<NodeContent<LeaderInformation>>() };

    public static StoredHandle Stored(string path, string file, long size, long session = 1, long czxid = 1) => new(
        ZnodePath.Name(path),
        Known.Present(new NodeContent<StateHandle>(Node(path, czxid: czxid), new(size, $"file:/ha/one/{file}"), null)),
        List(new HandleLock("a", Known.Present(new NodeContent<string>(Node($"{path}/locks/a", session), "10.0.0.1", null)))));

    public static CheckpointPointer Pointer(long id, long? czxid = null) =>
        new(id, null, Stored($"{Paths.Checkpoints(Job)}/{HaNames.Checkpoint(id)}", $"checkpoint{id}", 10 + id, czxid: czxid ?? id));

    public static Known<NodeContent<CheckpointCounter>> Counter(int next) => Known.Present(new NodeContent<CheckpointCounter>(Node(Paths.Counter(Job)), new(next), null));

    public static StoredHandle Free(this StoredHandle stored) => stored with { Locks = List<HandleLock>() };

    public static StoredHandle Childless(this StoredHandle stored) => stored with
    {
        Handle = stored.Handle.Then(content => content with { Node = content.Node with { Children = 0 } }),
        Locks = Known.Absent<IReadOnlyList<HandleLock>>(),
    };

    public static StoredHandle Unreadable(this StoredHandle stored) => stored with { Handle = stored.Handle.Then(content => content with { Value = null, Error = Garbage }) };

    public static FormatError Garbage => new(FormatProblem.NotJavaStream, 0, "It is no stream of Java's.");

    public static HaSnapshot WithPlan(this HaSnapshot snapshot, Func<StoredHandle, StoredHandle> change) => snapshot with { ExecutionPlans = List([.. snapshot.ExecutionPlans.Value!.Select(change)]) };

    public static HaSnapshot WithComponents(this HaSnapshot snapshot, Func<PublishedComponent, PublishedComponent?> change) =>
        snapshot with { Components = List([.. snapshot.Components.Value!.Select(change).OfType<PublishedComponent>()]) };

    public static HaSnapshot WithJob(this HaSnapshot snapshot, Func<HaJob, HaJob> change) => snapshot with { Jobs = List([.. snapshot.Jobs.Value!.Select(change)]) };

    public static HaSnapshot WithPointer(this HaSnapshot snapshot, long id, Func<CheckpointPointer, CheckpointPointer> change) =>
        snapshot.WithJob(job => job with { Checkpoints = List([.. job.Checkpoints.Value!.Select(pointer => pointer.Id == id ? change(pointer) : pointer)]) });

    /// <summary>All processes are gone, and their locks with them.</summary>
    public static HaSnapshot Down(this HaSnapshot snapshot) => (snapshot with { Candidates = Known.Absent<IReadOnlyList<LeaderCandidate>>() })
        .WithComponents(component => Unpublished(component.Name))
        .WithPlan(Free)
        .WithJob(job => job with { Checkpoints = List([.. job.Checkpoints.Value!.Select(pointer => pointer with { Stored = pointer.Stored.Free() })]) });
}
