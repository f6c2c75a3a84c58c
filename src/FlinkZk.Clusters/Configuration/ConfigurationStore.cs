namespace FlinkZk.Clusters.Configuration;

/// <summary>
/// Files that are changed where they lie. A new file in their place would have another owner, and take the place of a link or a mount;
/// and the one that is open is the lock by which two who change it do not lose each other's lines.
/// </summary>
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
                return new(path, mode, access, share, bufferSize: 0);
            }
            catch (IOException e) when ((e.HResult & 0xFFFF) is LinuxBusy or MacBusy or WindowsBusy && TimeProvider.System.GetElapsedTime(begun) < LongestWait)
            {
                // Another has it.
            }
        }
    }

    /// <summary>Puts one content in place of another.</summary>
    /// <exception cref="IOException">It cannot be written, and is as it was.</exception>
    public static void Replace(FileStream stream, byte[] before, byte[] after)
    {
        try
        {
            Write(stream, after, before.Length);
        }
        catch (IOException)
        {
            // The disk is full: there is room for what was there.
            Write(stream, before, 0);
            throw;
        }
    }

    // One write, and blank lines where the old was longer: whoever reads between two steps reads a whole configuration.
    private static void Write(FileStream stream, byte[] content, int length)
    {
        var padded = new byte[Math.Max(content.Length, length)];
        content.CopyTo(padded, 0);
        padded.AsSpan(content.Length).Fill((byte)'\n');
        stream.Position = 0;
        stream.Write(padded);
        stream.SetLength(content.Length);
        stream.Flush(flushToDisk: true);
    }
}
