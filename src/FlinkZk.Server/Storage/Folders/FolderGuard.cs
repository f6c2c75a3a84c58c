using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>
/// The one place that decides whether a folder may be used, before anything is written there. What lies in it says whose it is (<see cref="FolderContent"/>):
/// <code>
///                                      nobody's   ours       Java's     others'
/// Start: a server                      made       taken      refused    refused
/// Take: repair, back-up, export of     refused    taken      refused    refused
/// Fill: import, restore, export into   made       refused    refused    refused
/// Put: a back-up into                  put        refused    refused    put
/// </code>
/// What is made is taken back if it fails: that, by a list of what was made (<see cref="OwnFiles"/>, <see cref="NewPath"/>), and nothing else.
/// </summary>
internal static class FolderGuard
{
    /// <summary>Takes a server's folder, and makes it where there is none.</summary>
    /// <exception cref="DataFolderException">It is not for that; nothing in it was changed.</exception>
    public static DataFolder Start(string path)
    {
        var folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder))
        {
            RefuseFile(folder);
            new NewPath(folder).Make();
        }
        var content = FolderContent.Of(folder);
        return content.Owner is FolderOwner.Ours or FolderOwner.Nobody ? Hold(folder, content) : throw NotOurs(folder, content);
    }

    /// <summary>Takes a folder in which a server's data are.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    /// <exception cref="DataFolderException">It is not for that; nothing in it was changed.</exception>
    public static DataFolder Take(string path)
    {
        var folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        var content = FolderContent.Of(folder);
        return content.Owner == FolderOwner.Ours ? Hold(folder, content) : throw NotOurs(folder, content);
    }

    /// <summary>Refuses a folder that is to be made unless there is none, or nothing in it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="sources">The folders that it is made of.</param>
    /// <exception cref="DataFolderException">It is not for that.</exception>
    public static void Fill(string path, IEnumerable<string> sources)
    {
        var folder = Path.GetFullPath(path);
        foreach (var source in sources)
            if (RealPath.IsWithin(folder, source))
                throw new DataFolderException(DataFolderProblem.Overlap, folder, $"{folder} is, or lies in, {Path.GetFullPath(source)}, which is only to be read. Choose a folder elsewhere.");
        if (!Directory.Exists(folder))
        {
            RefuseFile(folder);
            return;
        }
        var content = FolderContent.Of(folder);
        if (content.Owner != FolderOwner.Nobody)
            throw new DataFolderException(DataFolderProblem.NotEmpty, folder, content.Owner switch
            {
                FolderOwner.Ours => $"{folder} holds data already: those of a server. Choose an empty folder, or a new one.",
                FolderOwner.Java => $"{folder} holds data already: those of a Java server. Choose an empty folder, or a new one.",
                _ => $"{folder} holds data already: {content.Examples}. Choose an empty folder, or a new one.",
            });
    }

    /// <summary>Refuses a file that is to be made where one is, and in a server's folder.</summary>
    /// <exception cref="DataFolderException">It is not for that.</exception>
    public static void Put(string file)
    {
        if (Path.Exists(file) || new FileInfo(file).LinkTarget is not null)
            throw DataFolderException.FileExists(file);
        for (var folder = Path.GetDirectoryName(RealPath.Of(file)); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(folder) && IsServers(folder, isAbove: folder != Path.GetDirectoryName(file)))
                throw new DataFolderException(DataFolderProblem.DataFolder, folder, $"{folder} is the data folder of a server: what else lies there would be lost with it, or be taken for a part of it. Choose another folder.");
    }

    // Of what lies above the folder that is written to, much may not be read.
    private static bool IsServers(string folder, bool isAbove)
    {
        try
        {
            return FolderContent.Of(folder) is { Owner: FolderOwner.Ours or FolderOwner.Java } or { HasJavaData: true };
        }
        catch (DataFolderException) when (isAbove)
        {
            return false;
        }
    }

    /// <summary>Refuses to import what needs none.</summary>
    /// <exception cref="DataFolderException">A folder is that of a server of ours.</exception>
    public static void RefuseOwn(string path)
    {
        var folder = Path.GetFullPath(path);
        if (Directory.Exists(folder) && FolderContent.Of(folder) is { Owner: FolderOwner.Ours, HasJavaData: false })
            throw new DataFolderException(DataFolderProblem.OwnData, folder, $"{folder} is the data folder of a server of this project, not of a Java server: there is nothing to import. A server starts on it as it is.");
    }

    private static DataFolder Hold(string folder, FolderContent content)
    {
        if (content.Links.Count > 0)
            throw new DataFolderException(DataFolderProblem.NotOurs, folder, $"In {folder} a link or folder has the name of a server's file: {content.Examples}. Take it away: a server would write to where it leads.");
        var findings = new List<string>();
        if (PrivateFile.TellOthers(folder) is { } others)
            findings.Add(others);
        if (content.HasJavaData)
            findings.Add($"The files of a Java server lie in {folder}, too: they are not used.");
        return new(folder, FolderLock.Take(folder), findings);
    }

    private static DataFolderException NotOurs(string folder, FolderContent content) => content.Owner switch
    {
        FolderOwner.Java => new(DataFolderProblem.JavaData, folder, $"{folder} holds the data of a Java ZooKeeper server. They are taken over into a folder of their own, and not written to: import them."),
        FolderOwner.Nobody => new(DataFolderProblem.NotOurs, folder, $"{folder} holds no data of a server: it is empty."),
        _ => new(DataFolderProblem.NotOurs, folder, $"{folder} is not the folder of a server, and something lies in it: {content.Examples}. Choose an empty folder, or a new one."),
    };

    private static void RefuseFile(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new DataFolderException(DataFolderProblem.NotEmpty, path, $"{path} is a link to {target}, where no folder is. Make the folder there, or choose another one.");
        if (File.Exists(path))
            throw new DataFolderException(DataFolderProblem.NotEmpty, path, $"{path} is a file. Give a folder.");
    }
}
