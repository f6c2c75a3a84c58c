using System.Globalization;

namespace FlinkZk;

/// <summary>Who somebody says to be, in one text.</summary>
internal static class ClaimText
{
    /// <summary>The user, the machine and the process; null where nothing is said.</summary>
    public static string? Of(string? user, string? host, int? pid) => user is null && host is null ? null
        : $"{user ?? "somebody"} on {host ?? "an unknown host"}{(pid is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({pid})"))}";

    /// <summary>Who asks for a lock.</summary>
    public static string? Of(Coordination.LockRequest? request) => request is null ? null : Of(request.User, request.Host, request.Pid) ?? "somebody";
}
