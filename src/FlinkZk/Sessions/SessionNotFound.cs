using System.Management.Automation;

namespace FlinkZk;

/// <summary>The error of a session's number that the runspace does not know.</summary>
internal static class SessionNotFound
{
    public static FlinkZkException Of(int id) =>
        new("SessionNotFound", ErrorCategory.ObjectNotFound, $"There is no session {id} in this runspace.", "Get-ZkSession lists them.");

    /// <summary>None was named, and the runspace has none.</summary>
    public static FlinkZkException NotConnected() => new(
        "NotConnected", ErrorCategory.ConnectionError, "There is no ZooKeeper session in this runspace.",
        "Open one with 'Connect-Zk zk1:2181' or 'Connect-Zk -Embedded'. A thread job or ForEach-Object -Parallel takes the caller's: -Session $using:session. A job of Start-Job is another process: connect there.");
}
