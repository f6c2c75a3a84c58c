using System.Text;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Splits the watches of a session into requests that fit a frame: one that does not would break each new connection for ever (ZOOKEEPER-706).</summary>
internal static class WatchReplay
{
    /// <summary>The requests, each with at most <see cref="Limits.SetWatchesBatch"/> bytes of paths, or one path.</summary>
    /// <param name="watches">Paths and kinds.</param>
    /// <param name="zxid">The last transaction seen: what happened later is told as an event for the one-shot kinds. Persistent ones are armed without catching up.</param>
    public static IEnumerable<SetWatches2Request> Batches(IEnumerable<(string Path, WatchKind Kind)> watches, long zxid)
    {
        var lists = NewLists();
        var size = 0;
        foreach (var (path, kind) in watches)
        {
            var bytes = sizeof(int) + Encoding.UTF8.GetByteCount(path);
            if (size > 0 && size + bytes > Limits.SetWatchesBatch)
            {
                yield return ToRequest(lists, zxid);
                (lists, size) = (NewLists(), 0);
            }
            lists[(int)kind].Add(path);
            size += bytes;
        }
        if (size > 0)
            yield return ToRequest(lists, zxid);
    }

    private static List<string>[] NewLists() => [[], [], [], [], []];

    private static SetWatches2Request ToRequest(List<string>[] lists, long zxid) => new(
        zxid,
        lists[(int)WatchKind.Data], lists[(int)WatchKind.Exist], lists[(int)WatchKind.Child],
        lists[(int)WatchKind.Persistent], lists[(int)WatchKind.Recursive]);
}
