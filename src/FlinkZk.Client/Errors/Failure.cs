using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>Why requests ended without a reply. One reason, many waiters: each gets an exception of its own around it.</summary>
internal sealed record Failure(ErrorCode Code, string Reason, bool MayHaveHappened = false, Exception? Cause = null)
{
    /// <summary>For a request that nobody waits for: no one will see it.</summary>
    public static readonly Failure GivenUp = new(ErrorCode.OperationTimeout, "it was given up.");

    public ZkException ToException(OpCode type, string? path)
    {
        var outcome = MayHaveHappened ? " It may have been carried out all the same." : "";
        return new(Code, $"{ErrorText.Name(type, path)} failed: {Reason}{outcome}", path, MayHaveHappened, Cause);
    }
}
