namespace FlinkZk.Server.Log;

/// <summary>A directory of the machine. Holding a data folder locks it: a second server on the same directory is refused.</summary>
internal sealed class FileDisk : IDisk, IDisposable
{
    private const string LockName = "lock";

    private readonly string _path;
    private readonly FileStream? _lock;

    /// <summary>Takes a directory, made if need be.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="exclusive">Whether it is locked: not one that is no data folder, where a back-up is put or found.</param>
    /// <exception cref="IOException">Another server has it.</exception>
    public FileDisk(string path, bool exclusive = true)
    {
        _path = Path.GetFullPath(path);
        if (!Directory.Exists(_path))
        {
            Directory.CreateDirectory(_path);
            if (Path.GetDirectoryName(_path) is { } parent)
                DirectorySync.Run(parent);
        }
        _lock = exclusive ? TakeLock() : null;
    }

    public string PathOf(string name) => Path.Combine(_path, name);

    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(_path).Select(static path => Path.GetFileName(path)).Where(static name => name != LockName)];

    public IDiskFile Create(string name, long length)
    {
        var path = PathOf(name);
        try
        {
            var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, preallocationSize: length);
            // Reserving alone leaves the length at 0 on Unix, and then each append changes it: a sync costs half as much again.
            RandomAccess.SetLength(handle, length);
            return new FileDiskFile(handle, path);
        }
        catch (IOException e) when (DiskFullException.IsCause(e) || DiskFullException.IsCauseOfReservation(e))
        {
            throw new DiskFullException(path, e);
        }
    }

    public IDiskFile Open(string name)
    {
        var path = PathOf(name);
        return new FileDiskFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), path);
    }

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public void Delete(string name) => File.Delete(PathOf(name));

    public void SyncDirectory() => DirectorySync.Run(_path);

    public void Dispose() => _lock?.Dispose();

    private FileStream TakeLock()
    {
        try
        {
            return new(PathOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new IOException($"{_path} is in use by another server. Stop that one, or choose another data path.", e);
        }
    }
}
