using FlinkZk.Server.Errors;

namespace FlinkZk.Server.Log;

/// <summary>A directory of the machine.</summary>
/// <param name="path">The directory; whose it is, and whether it may be used, was decided before.</param>
internal sealed class FileDisk(string path) : IDisk
{
    private readonly string _path = Path.GetFullPath(path);

    public string PathOf(string name) => Path.Combine(_path, name);

    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(_path).Select(static path => Path.GetFileName(path)).Where(static name => name != LogFiles.Lock)];

    public IDiskFile Create(string name, long length)
    {
        var path = PathOf(name);
        try
        {
            // O_EXCL: neither a file nor a link that somebody put there is followed.
            var file = new FileStream(path, PrivateFile.Options(FileMode.CreateNew, FileShare.ReadWrite | FileShare.Delete, length));
            try
            {
                // Reserving alone leaves the length at 0 on Unix, and then each append changes it: a sync costs half as much again.
                RandomAccess.SetLength(file.SafeFileHandle, length);
                return new FileDiskFile(file.SafeFileHandle, path, file);
            }
            catch
            {
                file.Dispose();
                File.Delete(path);
                throw;
            }
        }
        catch (IOException e) when (DiskFullException.IsCause(e) || DiskFullException.IsCauseOfReservation(e))
        {
            throw new DiskFullException(path, e);
        }
        catch (Exception e) when (Denied.IsCause(e))
        {
            throw Denied.Write(path, e);
        }
    }

    public IDiskFile Open(string name) => Open(name, FileAccess.Read);

    public IDiskFile OpenToWrite(string name) => Open(name, FileAccess.ReadWrite);

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public void Publish(string from, string to)
    {
        var path = PathOf(to);
        try
        {
            ExclusiveName.Give(PathOf(from), path);
        }
        catch (IOException e) when (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            throw DataFolderException.FileExists(path, e);
        }
    }

    public void Delete(string name) => File.Delete(PathOf(name));

    public void SyncDirectory() => DirectorySync.Run(_path);

    private FileDiskFile Open(string name, FileAccess access)
    {
        var path = PathOf(name);
        try
        {
            return new(File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete), path);
        }
        catch (Exception e) when (Denied.IsCause(e))
        {
            throw access == FileAccess.Read ? Denied.Read(path, e) : Denied.Write(path, e);
        }
    }
}
