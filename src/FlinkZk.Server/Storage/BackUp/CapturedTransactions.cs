using FlinkZk.Server.Log;
using FlinkZk.Wire;

namespace FlinkZk.Server.Storage;

/// <summary>What was applied while a back-up was written, in a file beside it: there may be more than fits into memory. Filled by one thread, then read by another.</summary>
internal sealed class CapturedTransactions(IDisk disk, string name) : IDisposable
{
    private const int FlushAt = 256 * 1024;

    private readonly WireBuffer _buffer = new(2 * FlushAt);
    private IDiskFile? _file;
    private long _flushed;

    /// <summary>Why not all could be kept; then the back-up fails, and nothing else.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Keeps one.</summary>
    public void Add(ReadOnlyMemory<byte> transaction)
    {
        if (Failure is not null)
            return;
        new JuteWriter(_buffer).WriteBytes(transaction.Span);
        if (_buffer.Length >= FlushAt)
            Flush();
    }

    /// <summary>Copies all of them behind one another.</summary>
    public void CopyTo(Stream target)
    {
        Flush();
        if (Failure is not null)
            throw new IOException($"The back-up could not keep what was written meanwhile: {Failure.Message}", Failure);
        var chunk = new byte[FlushAt];
        for (var at = 0L; at < _flushed;)
        {
            var read = _file!.Read(chunk, at);
            target.Write(chunk, 0, read);
            at += read;
        }
    }

    public void Dispose()
    {
        if (_file is null)
            return;
        _file.Dispose();
        disk.Delete(name);
    }

    private void Flush()
    {
        try
        {
            _file ??= disk.Create(name, 0);
            _file.Write(_buffer.Written, _flushed);
            _flushed += _buffer.Length;
            _buffer.Clear(keep: 2 * FlushAt);
        }
        catch (Exception e)
        {
            Failure = e;
        }
    }
}
