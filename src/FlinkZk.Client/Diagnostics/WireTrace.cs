using System.Globalization;
using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>
/// Every message as one line of a file: time, direction, number, what it is and how long. Data, passwords and proofs are never written; of an
/// identity only its scheme. For diagnosis: each line is flushed, which costs speed.
/// </summary>
internal sealed class WireTrace : IDisposable
{
    private readonly object _gate = new();
    private readonly StreamWriter _writer;   // gate
    private readonly TimeProvider _time;

    public WireTrace(string path, TimeProvider time)
    {
        _time = time;
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        // Paths and identities are nobody else's business, whatever the process's mask is.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _writer = new(new FileStream(path, options)) { AutoFlush = true };
    }

    /// <summary>A request was encoded.</summary>
    public void Request(long session, int xid, OpCode type, string? path, int size) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"0x{session:x} > {xid} {ErrorText.Name(type, path)} ({size} bytes)"));

    /// <summary>A reply came.</summary>
    public void Reply(long session, in ReplyHeader header, int size) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"0x{session:x} < {header.Xid} zxid 0x{header.Zxid:x} {header.Error} ({size} bytes)"));

    /// <summary>An event came.</summary>
    public void Event(long session, in WatcherEvent e, long zxid) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"0x{session:x} < event {e.Type} '{e.Path}' zxid 0x{zxid:x}"));

    /// <summary>Something happened to the session or a connection.</summary>
    public void Note(long session, string text) => Write(string.Create(CultureInfo.InvariantCulture, $"0x{session:x} - {text}"));

    public void Dispose()
    {
        lock (_gate)
            _writer.Dispose();
    }

    private void Write(string text)
    {
        try
        {
            lock (_gate)
                _writer.WriteLine($"{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.ffffffZ} {text}");
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A full disk must not end a session.
        }
    }
}
