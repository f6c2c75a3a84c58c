using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>The jobs that have a lock's queue.</summary>
internal static class LockedJobs
{
    public static async ValueTask<IReadOnlyList<string>> ListAsync(ZkSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await NodeReader.NamesAsync(session, session.Paths.Locks, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }
    }
}
