using System.Globalization;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Looks for a server that is at work on the files while they are read: what it writes then is missing. Java's server holds no lock. So: have the files changed, has
/// a process of this machine one of them open (Linux tells), does the one run that zkServer.sh noted.
/// </summary>
internal sealed class SourceWatch(JavaFiles files)
{
    private const string Processes = "/proc";

    private readonly Dictionary<string, (long Length, DateTime Time)> _before = Look(files);

    /// <summary>Says what shows that a server is at work; empty if nothing does.</summary>
    public IEnumerable<string> Tell()
    {
        if ((Change() ?? Opener() ?? Noted()) is { } sign)
            yield return $"A server seems to be at work on {files.Folder}: {sign}. What it writes from now on is missing in the import. Stop it, and import again.";
    }

    private static Dictionary<string, (long Length, DateTime Time)> Look(JavaFiles files)
    {
        var found = new Dictionary<string, (long, DateTime)>(StringComparer.Ordinal);
        foreach (var folder in files.Snapshots.Concat(files.Logs).Select(static file => Path.GetDirectoryName(file.Path)!).Append(files.Folder).Distinct(StringComparer.Ordinal))
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
                if (JavaFiles.IsName(file.Name))
                    found[file.FullName] = (file.Length, file.LastWriteTimeUtc);
        return found;
    }

    private string? Change()
    {
        foreach (var (path, now) in Look(files))
            if (!_before.TryGetValue(path, out var before))
                return $"{path} came while the others were read";
            else if (now != before)
                return $"{path} changed while it was read";
        return null;
    }

    private string? Opener()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        foreach (var process in Directory.EnumerateDirectories(Processes))
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != Environment.ProcessId && OpenFile(Path.Combine(process, "fd")) is { } file)
                return $"process {id} has {file} open";
        return null;
    }

    private string? OpenFile(string descriptors)
    {
        try
        {
            return new DirectoryInfo(descriptors).EnumerateFileSystemInfos().Select(static entry => entry.LinkTarget).FirstOrDefault(target => target is not null && _before.ContainsKey(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended, or is somebody else's
        }
    }

    private string? Noted()
    {
        try
        {
            var noted = Path.Combine(Path.GetFileName(files.Folder) == JavaFiles.Version2 ? Path.GetDirectoryName(files.Folder)! : files.Folder, "zookeeper_server.pid");
            return File.Exists(noted) && int.TryParse(File.ReadAllText(noted).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Directory.Exists(Path.Combine(Processes, $"{id}"))
                ? $"process {id} runs, which {noted} names" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
