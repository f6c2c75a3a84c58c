using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Ha;

/// <summary>What of a cluster could not be read, or not be understood.</summary>
public static class SnapshotProblems
{
    /// <summary>Each node concerned, with the reason.</summary>
    public static IEnumerable<NodeProblem> Problems(this HaSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var paths = new HaPaths("", snapshot.Path);
        return [
            .. OfRead(paths.Cluster, snapshot.Node),
            .. OfRead(paths.Cluster, snapshot.Names),
            .. OfRead(paths.Latch, snapshot.Candidates),
            .. (snapshot.Candidates.Value ?? []).SelectMany(candidate => OfCandidate($"{paths.Latch}/{candidate.Name}", candidate)),
            .. OfRead(paths.Leader, snapshot.Components),
            .. (snapshot.Components.Value ?? []).SelectMany(component => OfContent(paths.ConnectionInfo(component.Name), component.Published)),
            .. OfHandles(paths.JobGraphs, snapshot.JobGraphs),
            .. OfHandles(paths.ExecutionPlans, snapshot.ExecutionPlans),
            .. OfHandles(paths.Applications, snapshot.Applications),
            .. OfRead(paths.Jobs, snapshot.Jobs),
            .. (snapshot.Jobs.Value ?? []).SelectMany(job => OfJob(paths, job)),
        ];
    }

    private static IEnumerable<NodeProblem> OfCandidate(string path, LeaderCandidate candidate) => [.. OfFormat(path, candidate.Error), .. OfRead(path, candidate.Node)];

    private static IEnumerable<NodeProblem> OfJob(HaPaths paths, HaJob job)
    {
        var path = paths.Checkpoints(job.Id);
        return [
            .. OfRead(path, job.Checkpoints),
            .. (job.Checkpoints.Value ?? []).SelectMany(pointer => OfFormat($"{path}/{pointer.Stored.Name}", pointer.Error).Concat(OfHandle(path, pointer.Stored))),
            .. OfContent(paths.Counter(job.Id), job.Counter),
        ];
    }

    private static IEnumerable<NodeProblem> OfHandles(string path, Known<IReadOnlyList<StoredHandle>> handles) =>
        [.. OfRead(path, handles), .. (handles.Value ?? []).SelectMany(handle => OfHandle(path, handle))];

    private static IEnumerable<NodeProblem> OfHandle(string parent, StoredHandle stored)
    {
        var path = $"{parent}/{stored.Name}";
        var locks = HaPaths.Locks(path);
        return [.. OfContent(path, stored.Handle), .. OfRead(locks, stored.Locks), .. (stored.Locks.Value ?? []).SelectMany(held => OfContent($"{locks}/{held.Name}", held.Holder))];
    }

    private static IEnumerable<NodeProblem> OfContent<T>(string path, Known<NodeContent<T>> content) where T : class =>
        [.. OfRead(path, content), .. OfFormat(path, content.Value?.Error)];

    private static NodeProblem[] OfFormat(string path, FormatError? error) => error is null ? [] : [new(path, null, error, error.Message)];

    private static NodeProblem[] OfRead<T>(string path, Known<T> known) where T : class => known.Presence == Presence.Unknown ? [new(path, known.Code, null, known.Reason!)] : [];
}
