namespace FlinkZk.Clusters.Configuration;

/// <summary>Files that several may change: the one that is open is the lock by which two who change it do not lose each other's lines.</summary>
internal static class ConfigurationStore
{
    // A change takes milliseconds.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // EWOULDBLOCK, and ERROR_SHARING_VIOLATION.
    private const int LinuxBusy = 11;
    private const int MacBusy = 35;
    private const int WindowsBusy = 32;

    /// <summary>Opens one, after whoever changes it now.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); ; Task.Delay(Pause, TimeProvider.System).GetAwaiter().GetResult())
        {
            try
            {
                var stream = new FileStream(path, mode, access, share, bufferSize: 0);
                if (IsCurrent(stream, path) || TimeProvider.System.GetElapsedTime(begun) >= LongestWait)
                    return stream;
                stream.Dispose();
            }
            catch (IOException e) when ((e.HResult & 0xFFFF) is LinuxBusy or MacBusy or WindowsBusy && TimeProvider.System.GetElapsedTime(begun) < LongestWait)
            {
                // Another has it.
            }
        }
    }

    /// <summary>Where a file lies, links followed.</summary>
    public static string Real(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    // Whoever had it may have put another in its place just when it was opened: that one is no lock any more.
    private static bool IsCurrent(FileStream stream, string path) => UnixFile.Of(stream) is not { } mine || UnixFile.At(path) is not { } there || mine.IsSame(there);
}
