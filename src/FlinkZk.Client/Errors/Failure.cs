using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Why requests ended without a reply. One reason, many waiters: each gets an exception of its own around it.</summary>
internal sealed record Failure(ErrorCode Code, string Reason, bool MayHaveHappened = false, Exception? Cause = null)
{
    /// <summary>For a request that nobody waits for: no one will see it.</summary>
    public static readonly Failure GivenUp = new(ErrorCode.OperationTimeout, "it was given up.");

    public ZkException ToException(OpCode type, string? path)
    {
        var reason = MayHaveHappened && !IsRead(type) ? $"{Reason.TrimEnd('.')}. It may have been carried out all the same." : Reason;
        return new(Code, $"{ErrorText.Name(type, path)} failed: {reason}", path, MayHaveHappened, Cause);
    }

    // What changes nothing may be asked again, whatever became of it.
    private static bool IsRead(OpCode type) => type is OpCode.Exists or OpCode.GetData or OpCode.GetAcl or OpCode.GetChildren or OpCode.GetChildren2
        or OpCode.GetAllChildrenNumber or OpCode.GetEphemerals or OpCode.MultiRead or OpCode.Sync or OpCode.WhoAmI;
}
