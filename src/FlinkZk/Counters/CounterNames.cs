using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Finds counters.</summary>
internal static class CounterNames
{
    public static async ValueTask<IReadOnlyList<string>> ListAsync(ZkSession session, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await session.Client.GetChildrenAsync(session.Paths.Counters, cancellationToken).ConfigureAwait(false)).Names.Order(StringComparer.Ordinal)];
        }
        catch (ZkException e) when (e.Code == ErrorCode.NoNode)
        {
            return [];
        }
    }
}
