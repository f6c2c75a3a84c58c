using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A file that takes records: whole records or nothing of them.</summary>
/// <param name="path">The file; it is overwritten when the stream begins.</param>
internal abstract class FileSink(string path) : IRowSink, IDisposable
{
    private FileStream? _file;

    public string Path => path;

    /// <inheritdoc/>
    public void Write(IRow row, ConfigurationSnapshot configuration)
    {
        try
        {
            Write(row);
        }
        // A value for which the format has no form.
        catch (NotSupportedException e)
        {
            throw new RecordException(e.Message, e);
        }
    }

    /// <summary>Makes the file.</summary>
    public void Open() => _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);

    public void Dispose() => _file?.Dispose();

    /// <summary>Appends the record.</summary>
    protected abstract void Write(IRow row);

    protected void Append(ReadOnlySpan<byte> bytes) => _file!.Write(bytes);
}
