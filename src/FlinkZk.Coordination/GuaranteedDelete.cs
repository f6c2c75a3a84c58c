using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Deletes a node of this session's own until it is gone or the session is: a release that was asked for must not be forgotten because the
/// connection broke just then (CURATOR-678).
/// </summary>
internal static class GuaranteedDelete
{
    public static async Task RunAsync(ZkClient client, string path)
    {
        while (!client.Lost.IsCancellationRequested)
        {
            try
            {
                await client.DeleteAsync(path, cancellationToken: client.Lost);
                return;
            }
            catch (ZkException e) when (e.Code is ErrorCode.NoNode || e.IsSessionOver)
            {
                return;
            }
            catch (ZkException e) when (e.Code is ErrorCode.ConnectionLoss)
            {
                // The next request waits for the connection, so this loop does not spin.
            }
            catch (OperationCanceledException)
            {
                return; // the session is gone, and its ephemeral nodes with it
            }
        }
    }
}
