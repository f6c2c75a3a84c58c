using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Wire;

namespace FlinkZk.ServerApp;

/// <summary>
/// Writes the server's log, a line an entry. A thread of its own does it: whoever reads the log slowly must not hold up the server. What does not fit into the
/// queue is dropped, counted and told.
/// </summary>
internal sealed class ServerLogWriter : IAsyncDisposable
{
    private const int Capacity = 10_000;
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan FlushDeadline = TimeSpan.FromSeconds(2);

    private readonly Channel<ZkServerLogEntry> _entries = Channel.CreateBounded<ZkServerLogEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly TextWriter _output;
    private readonly ZkServerLogLevel _least;
    private readonly LogFormat _format;
    private readonly Task _writing;
    private int _dropped;

    public ServerLogWriter(TextWriter output, ZkServerLogLevel least, LogFormat format)
    {
        (_output, _least, _format) = (output, least, format);
        _writing = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Write(ZkServerLogEntry entry)
    {
        if (entry.Level >= _least && !_entries.Writer.TryWrite(entry))
            Interlocked.Increment(ref _dropped);
    }

    public void Write(ZkServerLogLevel level, string name, string message) => Write(new(TimeProvider.System.GetUtcNow(), level, name, message));

    /// <summary>Writes what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(FlushDeadline, TimeProvider.System)).ConfigureAwait(false);
    }

    /// <summary>An entry as one line.</summary>
    internal static string Format(ZkServerLogEntry entry, LogFormat format) => format == LogFormat.Json ? Json(entry) : Text(entry);

    private static string Text(ZkServerLogEntry entry)
    {
        var exception = entry.Exception is null ? "" : $" ({entry.Exception.GetType().Name}: {entry.Exception.Message})";
        var line = string.Create(CultureInfo.InvariantCulture, $"{entry.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Short(entry.Level)} {entry.Event}: {entry.Message}{exception}");
        return PlainText.Of(line.ReplaceLineEndings(" "));
    }

    private static string Short(ZkServerLogLevel level) => level switch
    {
        ZkServerLogLevel.Debug => "DEBUG",
        ZkServerLogLevel.Information => "INFO ",
        ZkServerLogLevel.Warning => "WARN ",
        _ => "ERROR",
    };

    private static string Json(ZkServerLogEntry entry)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, OneLine))
        {
            writer.WriteStartObject();
            writer.WriteString("time", entry.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            writer.WriteString("level", entry.Level.ToString());
            writer.WriteString("event", entry.Event);
            writer.WriteString("message", entry.Message);
            if (entry.Exception is { } exception)
                writer.WriteString("exception", PlainText.Of($"{exception.GetType().FullName}: {exception.Message}"));
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteAll()
    {
        try
        {
            while (_entries.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_entries.Reader.TryRead(out var entry))
                    _output.WriteLine(Format(entry, _format));
                if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                    _output.WriteLine(Format(new(TimeProvider.System.GetUtcNow(), ZkServerLogLevel.Warning, "LogDropped", $"{dropped} entries were dropped, because the log is read too slowly."), _format));
                _output.Flush();
            }
        }
        catch (IOException)
        {
            // Nobody reads the log any more: the server goes on without.
        }
    }
}
