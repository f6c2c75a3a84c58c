using FlinkZk.Client;
using FlinkZk.Wire;

namespace FlinkZk.Coordination;

/// <summary>Tells an error of one node, beside which others can be read, from one of the connection or the session, which fails for all.</summary>
public static class OneNode
{
    /// <summary>Whether only this node is concerned.</summary>
    public static bool IsOf(ZkException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return !exception.IsSessionOver && exception.Code is not (ErrorCode.ConnectionLoss or ErrorCode.OperationTimeout or ErrorCode.SessionMoved or ErrorCode.NotReadOnly);
    }

    /// <summary>What reading gives, or what stands in its place and why, where only this node is concerned.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="otherwise">What stands in its place.</param>
    /// <exception cref="ZkException">It fails for all.</exception>
    public static async Task<(T Value, ZkException? Failure)> TryAsync<T>(Task<T> reading, T otherwise)
    {
        ArgumentNullException.ThrowIfNull(reading);
        try
        {
            return (await reading.ConfigureAwait(false), null);
        }
        catch (ZkException e) when (IsOf(e))
        {
            return (otherwise, e);
        }
    }
}
