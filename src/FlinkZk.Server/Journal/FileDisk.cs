using Microsoft.Win32.SafeHandles;

namespace FlinkZk.Server.Journal;

/// <summary>A real folder, held by one process: a second server on it would mix two histories.</summary>
internal sealed class FileDisk : IDisk, IDisposable
{
    private const string LockName = "lock";
    private readonly string _path;
    private readonly FileStream _lock;

    /// <summary>Opens the folder, and makes it if need be.</summary>
    /// <exception cref="IOException">Another server has it, or it cannot be written.</exception>
    public FileDisk(string path)
    {
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(_path);
        try
        {
            _lock = new(Path.Combine(_path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"The data folder {_path} is in use by another server, or cannot be locked. Stop that server, or choose another folder.", e);
        }
    }

    public IEnumerable<string> List() => Directory.EnumerateFiles(_path).Select(file => Path.GetFileName(file)).Where(name => name != LockName);

    public IDiskFile Create(string name, long reserve)
    {
        // FileShare.Delete: Windows would refuse to rename it while it is open.
        var handle = File.OpenHandle(Full(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.None, reserve);
        return new Opened(handle);
    }

    public IDiskFile OpenRead(string name) => new Opened(File.OpenHandle(Full(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public IDiskFile OpenWrite(string name) => new Opened(File.OpenHandle(Full(name), FileMode.Open, FileAccess.ReadWrite, FileShare.Read));

    public void Rename(string from, string to) => File.Move(Full(from), Full(to), overwrite: true);

    public void Delete(string name) => File.Delete(Full(name));

    public void FlushNames() => DirectorySync.Flush(_path);

    public string Describe(string name) => Full(name);

    public void Dispose() => _lock.Dispose();

    private string Full(string name) => Path.Combine(_path, name);

    private sealed class Opened(SafeFileHandle handle) : IDiskFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(long offset, Span<byte> bytes)
        {
            var total = 0;
            while (total < bytes.Length && RandomAccess.Read(handle, bytes[total..], offset + total) is var count and > 0)
                total += count;
            return total;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
