namespace FlinkZk.Coordination;

/// <summary>What somebody who wants a holder to let go writes into the holder's node. All of it is their own word.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Pid">The process.</param>
/// <param name="User">The operating system's user.</param>
/// <param name="Reason">Why, in their words, or null.</param>
public sealed record LockRequest(string? Host, int? Pid, string? User, string? Reason)
{
    /// <summary>This process.</summary>
    public static LockRequest Current(string? reason = null) => new(Environment.MachineName, Environment.ProcessId, Environment.UserName, reason);
}
