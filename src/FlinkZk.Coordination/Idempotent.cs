using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>
/// Requests that may be made twice without harm: reads, and creating what may exist already. A lost connection is no reason to fail then: the next try
/// waits for the connection, and the session's end or the caller's token ends the trying.
/// </summary>
internal static class Idempotent
{
    public static async Task<T> RetryAsync<T>(Func<ValueTask<T>> request)
    {
        while (true)
        {
            try
            {
                return await request().ConfigureAwait(false);
            }
            catch (ZkException e) when (e.Code == ErrorCode.ConnectionLoss)
            {
            }
        }
    }
}
