using System.Text;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Connectors;

/// <summary>Reads one file after the other, in ordinal order of their paths, in bounded memory.</summary>
public abstract class FileSource : RecordSource
{
    private readonly IReadOnlyList<InputFile> _files;
    private readonly Encoding? _encoding;
    private readonly long? _bytesTotal;
    private int _next;
    private long _bytesBefore;
    private CountingStream? _stream;
    private IRecordReader? _reader;

    private protected FileSource(IReadOnlyList<InputFile> files, Encoding? encoding)
    {
        _encoding = encoding;
        _files = files;
        // One file without a length, and the whole has none.
        _bytesTotal = files.Aggregate((long?)0, (sum, file) => sum + file.Length);
    }

    /// <inheritdoc/>
    public override StreamProgress Progress =>
        new(0, _bytesBefore + (_stream?.BytesRead ?? 0), _bytesTotal, _files[Math.Max(_next - 1, 0)].Name);

    /// <inheritdoc/>
    public override bool Read(RecordBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        while (!batch.IsFull)
        {
            if (_reader is null && !OpenNext(cancellationToken))
                return false;
            if (_reader!.FillsBatch && batch.Count > 0)
                return true;
            _stream!.CancellationToken = cancellationToken;
            if (!_reader.Read(batch))
                Close();
        }

        return true;
    }

    /// <summary>The properties by which the plan keys its records.</summary>
    private protected IReadOnlyList<string> Keys { get; private set; } = [];

    /// <inheritdoc/>
    internal override void Expect(IReadOnlyList<string> keys) => Keys = keys;

    /// <summary>Makes a reader for a file that has just been opened.</summary>
    private protected abstract IRecordReader CreateReader(Stream stream, string name);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Close();
        base.Dispose(disposing);
    }

    private bool OpenNext(CancellationToken cancellationToken)
    {
        if (_next == _files.Count)
            return false;
        var file = _files[_next++];
        _stream = new CountingStream(file.Open(cancellationToken), file.Name) { CancellationToken = cancellationToken };
        _reader = CreateReader(InputDecoding.Open(_stream, _encoding), file.Name);
        return true;
    }

    private void Close()
    {
        _bytesBefore += _stream?.BytesRead ?? 0;
        _stream?.Dispose();
        (_stream, _reader) = (null, null);
    }
}
