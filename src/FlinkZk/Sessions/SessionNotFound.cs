using System.Management.Automation;

namespace FlinkZk;

/// <summary>The error of a session's number that the runspace does not know.</summary>
internal static class SessionNotFound
{
    public static FlinkZkException Of(int id) =>
        new("SessionNotFound", ErrorCategory.ObjectNotFound, $"There is no session {id} in this runspace.", "Get-ZkSession lists them.");
}
