using System.Globalization;
using System.Net.Sockets;

namespace FlinkZk.Server.Diagnostics;

/// <summary>How many files and sockets the process has open and may have; known where there is a <c>/proc</c>.</summary>
internal static class OpenFiles
{
    private const string Descriptors = "/proc/self/fd", Limits = "/proc/self/limits";

    public static long? Count => Read(static () => Directory.EnumerateFileSystemEntries(Descriptors).LongCount());

    // "Max open files            20000                20000                files"
    public static long? Most => Read(static () => File.ReadLines(Limits)
        .Where(static line => line.StartsWith("Max open files", StringComparison.Ordinal))
        .Select(static line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture))
        .First());

    /// <summary>
    /// Whether a connection has one of the last descriptors, which the process needs for itself: log, snapshots, what the runtime reads of the machine. The system gives out the lowest
    /// that is free, so all below are in use, whoever uses them.
    /// </summary>
    /// <param name="socket">The connection.</param>
    /// <param name="isMonitoring">Whether it asks how the server is: that has to be answered when clients no longer can be, so half of what is kept back is for it.</param>
    public static bool IsOneOfTheLast(Socket socket, bool isMonitoring = false) => Limit is { } most && socket.Handle > most - KeptBack(most) / (isMonitoring ? 2 : 1);

    private static readonly long? Limit = Most;

    private static long KeptBack(long most) => Math.Clamp(most / 8, 32, 256);

    private static long? Read(Func<long> read)
    {
        try
        {
            return OperatingSystem.IsLinux() ? read() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            return null; // "unlimited", or no such file system in this container
        }
    }
}
