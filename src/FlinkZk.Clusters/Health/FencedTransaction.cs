using FlinkZk.Client;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Health;

/// <summary>One transaction behind a <see cref="LeaderFence"/>, and what its refusal means.</summary>
internal static class FencedTransaction
{
    public static async Task RunAsync(ZkClient client, HaSnapshot snapshot, ZkOperation[] operations, CancellationToken cancellationToken)
    {
        if (operations.Length == 0)
        {
            if (await client.ExistsAsync(snapshot.Path, cancellationToken).ConfigureAwait(false) is not null)
                throw new HaRepairException(HaRepairProblem.Alive, snapshot.Path, "A process of the cluster came up in the meantime.");
            return;
        }
        try
        {
            await client.MultiAsync(operations, cancellationToken).ConfigureAwait(false);
        }
        catch (ZkMultiException e) when (e.FailedIndex >= 0 && e.FailedIndex < operations.Length && e.Results[e.FailedIndex] is Wire.ErrorCode.NoNode or Wire.ErrorCode.NodeExists or Wire.ErrorCode.NotEmpty or Wire.ErrorCode.BadVersion)
        {
            var path = operations[e.FailedIndex].Path;
            throw LeaderFence.IsPart(snapshot, path)
                ? new HaRepairException(HaRepairProblem.Alive, path, "A process of the cluster came up, or went, in the meantime.", e)
                : new HaRepairException(HaRepairProblem.Moved, path, $"'{path}' changed since it was read ({e.Results[e.FailedIndex]}).", e);
        }
    }
}
