using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>
/// What a back-up, restore, import or export leaves where it is made when its process is killed: files and folders with names that only they give (<see cref="NewFolder.RandomName"/>).
/// Nobody can tell them from those of one that is at work, so they are told, and not deleted.
/// </summary>
internal static class Leftovers
{
    private const int NamesTold = 3;

    /// <summary>Says what lies in a folder; null for nothing. Asked before anything is made.</summary>
    public static string? Tell(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        var found = new List<string>();
        var bytes = 0L;
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(NewFolder.Prefix + "*" + LogFiles.Temporary))
            {
                if (!NewFolder.IsRandomName(entry.Name))
                    continue;
                found.Add(entry.Name);
                bytes += entry is FileInfo file ? file.Length : ((DirectoryInfo)entry).EnumerateFiles().Sum(static file => file.Length);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // whoever makes something there says what is wrong with it
        }
        if (found.Count == 0)
            return null;
        var names = string.Join(", ", found.Order(StringComparer.Ordinal).Take(NamesTold)) + (found.Count > NamesTold ? " ..." : "");
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"In {folder} lies what a back-up, restore, import or export left that was ended before it was through: {names} ({bytes} bytes). Delete it, unless one is at work there now.");
    }
}
