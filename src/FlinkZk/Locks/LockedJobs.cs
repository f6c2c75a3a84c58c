using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>The jobs that have a lock's queue, or a lock's history.</summary>
internal static class LockedJobs
{
    public static async ValueTask<IReadOnlyList<string>> ListAsync(ZkSession session, bool history, CancellationToken cancellationToken)
    {
        try
        {
            return await NodeReader.NamesAsync(session, history ? session.Paths.LockHistories : session.Paths.Locks, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }
    }
}
