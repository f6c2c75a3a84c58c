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
}
