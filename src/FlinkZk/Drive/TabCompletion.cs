using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FlinkZk;

/// <summary>
/// Knows whether Tab is waiting. PowerShell looks into the current drive even for names of commands, by the same calls as a command does; only the stack
/// tells them apart. That is slow, so it is looked at only when a server is.
/// </summary>
internal static class TabCompletion
{
    // What a person does not notice; all calls of one completion share it, because after the first that took so long the next give up at once.
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan StallRemembered = TimeSpan.FromSeconds(2);
    private static readonly ConditionalWeakTable<ZkSession, Stall> Stalls = [];

    public static bool IsRunning => new StackTrace().GetFrames().Any(static frame =>
        frame.GetMethod()?.DeclaringType is { Namespace: "System.Management.Automation", Name: "CommandCompletion" or "CompletionAnalysis" or "CompletionCompleters" });

    /// <summary>Whether the session's server was too slow for Tab a moment ago.</summary>
    public static bool HasStalled(ZkSession session) => Stalls.TryGetValue(session, out var stall) && Environment.TickCount64 - stall.At < StallRemembered.TotalMilliseconds;

    public static void SetStalled(ZkSession session) => Stalls.GetOrCreateValue(session).At = Environment.TickCount64;

    private sealed class Stall
    {
        public long At { get; set; }
    }
}
