using System.Buffers.Binary;
using FlinkZk.Server.Errors;
using FlinkZk.Server.Log;

namespace FlinkZk.Server.Storage;

/// <summary>
/// What lies in a folder, and so whose it is. Names alone do not tell: <c>log.00000001</c> is what many programs call a file. What counts is how files
/// begin; names count where the lock of a server of ours lies beside them, because a damaged beginning is still a server's.
/// </summary>
internal sealed class FolderContent
{
    // A file system's own, in the root of a volume.
    private const string LostAndFound = "lost+found";
    private const int NamesTold = 3;

    private readonly List<string> _strangers = [];
    private readonly List<string> _links = [];
    private readonly List<string> _named = [];
    private bool _isProved;
    private bool _hasLock;

    private FolderContent()
    {
    }

    /// <summary>Whose it is.</summary>
    public FolderOwner Owner => _isProved || (_hasLock && _named.Count > 0 && !HasJavaData) ? FolderOwner.Ours
        : HasJavaData ? FolderOwner.Java
        : _strangers.Count + _named.Count + _links.Count > 0 ? FolderOwner.Others
        : FolderOwner.Nobody;

    /// <summary>Whether files of a Java server lie in it, whoever it belongs to.</summary>
    public bool HasJavaData { get; private set; }

    /// <summary>What bears a name of ours and is no file: a server would follow it, out of the folder.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>A few of the names in it, for a message: what is not ours first.</summary>
    public string Examples => string.Join(", ", _links.Concat(_strangers.Order(StringComparer.Ordinal)).Concat(_named).Take(NamesTold)) + (_links.Count + _strangers.Count + _named.Count > NamesTold ? " ..." : "");

    /// <summary>Looks at everything that lies in a folder.</summary>
    /// <exception cref="DataFolderException">It may not be read.</exception>
    public static FolderContent Of(string path)
    {
        var content = new FolderContent();
        try
        {
            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
                content.Add(entry);
            return content;
        }
        catch (UnauthorizedAccessException e)
        {
            throw Denied.Read(path, e);
        }
    }

    private void Add(FileSystemInfo entry)
    {
        var isFile = entry is FileInfo && entry.LinkTarget is null;
        if (entry.Name == LogFiles.Lock && isFile && ((FileInfo)entry).Length == 0)
            _hasLock = true;
        else if (entry.Name == LogFiles.Lock || LogFiles.IsOurs(entry.Name))
            AddNamed(entry, isFile);
        else if (entry.Name == JavaFiles.Version2 && entry is DirectoryInfo || isFile && JavaFiles.IsName(entry.Name) && JavaFiles.IsBeginning(Beginning((FileInfo)entry), entry.FullName))
            HasJavaData = true;
        else if (entry.Name != LostAndFound || entry is not DirectoryInfo)
            _strangers.Add(entry.Name);
    }

    private void AddNamed(FileSystemInfo entry, bool isFile)
    {
        if (!isFile)
        {
            _links.Add(entry.Name);
            return;
        }
        var beginning = Beginning((FileInfo)entry);
        if (JavaFiles.IsBeginning(beginning, entry.FullName))
        {
            HasJavaData = true;
            return;
        }
        _isProved |= SegmentHeader.IsBeginning(beginning) || SnapshotFile.IsBeginning(beginning);
        if (entry.Name == LogFiles.Lock)
            _strangers.Add(entry.Name);
        else
            _named.Add(entry.Name);
    }

    // Nothing where it cannot be read: whoever opens it then says so. What has no length may be a pipe, which would be waited for.
    private static ulong Beginning(FileInfo file)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        try
        {
            if (file.Length >= bytes.Length)
            {
                using var handle = File.OpenHandle(file.FullName, share: FileShare.ReadWrite | FileShare.Delete);
                RandomAccess.Read(handle, bytes, 0);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}

/// <summary>Whose folder it is, by what lies in it.</summary>
internal enum FolderOwner
{
    /// <summary>Nothing lies in it.</summary>
    Nobody,

    /// <summary>A server of ours.</summary>
    Ours,

    /// <summary>A Java server.</summary>
    Java,

    /// <summary>Anybody else.</summary>
    Others,
}
