using System.Buffers;
using System.Security.Cryptography;

namespace FlinkZk.Coordination;

/// <summary>
/// Writes a subtree's file under a random name beside its own, for the owner's eyes only, and gives it its name when it is complete and on the disk: there is
/// the whole file, or none.
/// </summary>
internal sealed class TreeFileWriter : IAsyncDisposable
{
    private const int FlushAt = 256 * 1024;

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _lines = new(FlushAt);
    private bool _isComplete;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="header">Its first line.</param>
    public TreeFileWriter(string path, TreeFileHeader header)
    {
        _path = path;
        _temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():n}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous };
        // Data and digests may be secrets, whatever the process's mask is.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            _file = new FileStream(_temporary, options);
        }
        // The name beside the file's own says nothing to whoever gave that.
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"'{path}' cannot be written: access to its folder is denied.", e);
        }
        catch (IOException e)
        {
            throw new IOException($"'{path}' cannot be written: {e.Message.Replace(_temporary, path, StringComparison.Ordinal)}", e);
        }
        TreeFileFormat.WriteHeader(_lines, header);
    }

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public ValueTask AddAsync(TreeNode node, CancellationToken cancellationToken)
    {
        TreeFileFormat.WriteNode(_lines, node);
        return _lines.WrittenCount < FlushAt ? ValueTask.CompletedTask : FlushAsync(cancellationToken);
    }

    /// <summary>Writes the last line and gives the file its name.</summary>
    /// <exception cref="IOException">There is a file of that name, and it must not be overwritten.</exception>
    public async ValueTask CompleteAsync(TreeFileEnd end, bool overwrite, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        TreeFileFormat.WriteEnd(_lines, end with { Sha256 = Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant() });
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _file.Flush(flushToDisk: true);
        await _file.DisposeAsync().ConfigureAwait(false);
        File.Move(_temporary, _path, overwrite);
        _isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        _hash.Dispose();
        if (!_isComplete)
            File.Delete(_temporary);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _hash.AppendData(_lines.WrittenSpan);
        Length += _lines.WrittenCount;
        await _file.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _lines.ResetWrittenCount();
    }
}
