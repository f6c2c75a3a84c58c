using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>What of a cluster could not be read, or not be understood, a line for each.</summary>
internal static class ClusterProblems
{
    public static IEnumerable<string> Of(HaSnapshot snapshot)
    {
        var paths = new HaPaths("", snapshot.Path);
        return [
            .. OfRead(paths.Cluster, snapshot.Node),
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

    private static IEnumerable<string> OfCandidate(string path, LeaderCandidate candidate) => [.. OfName(path, candidate.Error), .. OfRead(path, candidate.Node)];

    private static IEnumerable<string> OfJob(HaPaths paths, HaJob job)
    {
        var path = paths.Checkpoints(job.Id);
        return [
            .. OfRead(path, job.Checkpoints),
            .. (job.Checkpoints.Value ?? []).SelectMany(pointer => OfName($"{path}/{pointer.Stored.Name}", pointer.Error).Concat(OfHandle(path, pointer.Stored))),
            .. OfContent(paths.Counter(job.Id), job.Counter),
        ];
    }

    private static IEnumerable<string> OfHandles(string path, Known<IReadOnlyList<StoredHandle>> handles) =>
        [.. OfRead(path, handles), .. (handles.Value ?? []).SelectMany(handle => OfHandle(path, handle))];

    private static IEnumerable<string> OfHandle(string parent, StoredHandle stored)
    {
        var path = $"{parent}/{stored.Name}";
        var locks = HaPaths.Locks(path);
        return [.. OfContent(path, stored.Handle), .. OfRead(locks, stored.Locks), .. (stored.Locks.Value ?? []).SelectMany(held => OfContent($"{locks}/{held.Name}", held.Holder))];
    }

    private static IEnumerable<string> OfContent<T>(string path, Known<NodeContent<T>> content) where T : class =>
        [.. OfRead(path, content), .. OfName(path, content.Value?.Error)];

    private static string[] OfName(string path, FormatError? error) => error is null ? [] : [$"'{path}': {error.Message}"];

    private static string[] OfRead<T>(string path, Known<T> known) where T : class => known.Presence == Presence.Unknown ? [$"'{path}': {known.Reason}"] : [];
}
