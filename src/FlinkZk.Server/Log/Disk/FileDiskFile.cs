using Microsoft.Win32.SafeHandles;

namespace FlinkZk.Server.Log;

/// <summary>A file of the machine, written without a buffer of ours or of .NET's.</summary>
/// <param name="handle">The file.</param>
/// <param name="path">Where it lies, for messages.</param>
/// <param name="owner">Who closes the handle; null: the handle itself.</param>
internal sealed class FileDiskFile(SafeFileHandle handle, string path, IDisposable? owner = null) : IDiskFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length && RandomAccess.Read(handle, buffer[total..], offset + total) is > 0 and var read)
            total += read;
        return total;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (IOException e) when (DiskFullException.IsCause(e))
        {
            throw new DiskFullException(path, e);
        }
    }

    public void SetLength(long length) => RandomAccess.SetLength(handle, length);

    public void Sync() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => (owner ?? handle).Dispose();
}
