namespace FlinkZk.Clusters.Configuration;

/// <summary>
/// A new content of a file, so that a loss of power or a kill at any moment leaves the old or the new one, whole. A new file takes the place of the old one in one step where it can
/// be made quite like it: the same owner, rights, access list and labels, and no second name that would go on with the old content. Where it cannot (a file of somebody else, a hard link,
/// a mount of the file alone, Windows, where a file that is open as the lock cannot be replaced), it is written where it lies, and what it was lies beside it until that is done.
/// </summary>
/// <param name="stream">The file, open for oneself alone.</param>
/// <param name="path">Where it lies, no link.</param>
internal sealed class FileReplacement(FileStream stream, string path)
{
    // ENOSPC, EDQUOT and ERROR_DISK_FULL.
    private const int LinuxFull = 28;
    private const int LinuxQuota = 122;
    private const int WindowsFull = 112;

    /// <summary>Hears what is done, for tests: after each step all may end.</summary>
    public Action<string> Reached { get; init; } = _ => { };

    /// <summary>Whether a new file may take its place, where that can be.</summary>
    public bool MayReplace { get; init; } = true;

    private string Draft => path + ".flinkzk-new";

    private string Former => FormerOf(path);

    /// <summary>Where what a file was lies while it is written.</summary>
    public static string FormerOf(string path) => path + ".flinkzk-former";

    /// <summary>Puts one content in place of another.</summary>
    /// <exception cref="IOException">It cannot be written, and is as it was.</exception>
    public ConfigurationWay Run(byte[] before, byte[] after)
    {
        if (MayReplace && TryReplace(after))
            return ConfigurationWay.Replaced;
        var isKept = TryKeep(before);
        Reached("kept");
        try
        {
            Write(after, before.Length);
        }
        catch (IOException)
        {
            // The disk is full: there is room for what was there.
            Write(before, 0);
            Forget();
            throw;
        }
        Forget();
        return isKept ? ConfigurationWay.InPlace : ConfigurationWay.InPlaceAlone;
    }

    private bool TryReplace(byte[] after)
    {
        if (UnixFile.Of(stream) is not { Links: 1 })
            return false;
        try
        {
            using (var draft = Make(Draft))
            {
                Reached("made");
                if (!UnixFile.TryMakeAlike(draft, stream))
                    return false;
                draft.Write(after);
                Reached("written");
                draft.Flush(flushToDisk: true);
            }
            Reached("synced");
            File.Move(Draft, path, overwrite: true);
            Reached("renamed");
            UnixFile.SyncFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        // Nothing may be made in the folder, or the file is a mount of its own.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            Remove(Draft);
        }
    }

    private bool TryKeep(byte[] before)
    {
        try
        {
            using (var former = Make(Former))
            {
                former.Write(before);
                former.Flush(flushToDisk: true);
            }
            UnixFile.SyncFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException || e is IOException && (e.HResult & 0xFFFF) is not (LinuxFull or LinuxQuota or WindowsFull))
        {
            Remove(Former);
            return false;
        }
        // Half of it would be taken for all.
        catch (IOException)
        {
            Remove(Former);
            throw;
        }
    }

    // One write, and blank lines where the old was longer: whoever reads between two steps reads a whole configuration.
    private void Write(byte[] content, int length)
    {
        var padded = new byte[Math.Max(content.Length, length)];
        content.CopyTo(padded, 0);
        padded.AsSpan(content.Length).Fill((byte)'\n');
        stream.Position = 0;
        stream.Write(padded);
        Reached("in place");
        stream.SetLength(content.Length);
        stream.Flush(flushToDisk: true);
    }

    private void Forget() => Remove(Former);

    // For its owner alone until it is like the other: there may be secrets in it.
    private static FileStream Make(string name)
    {
        File.Delete(name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(name, options);
    }

    private static void Remove(string name)
    {
        try
        {
            File.Delete(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It could not be made either.
        }
    }
}
