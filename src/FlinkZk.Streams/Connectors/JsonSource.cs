namespace FlinkZk.Streams.Connectors;

/// <summary>Reads JSON files: an object a line, or, where a file begins with <c>[</c>, one array of objects.</summary>
public sealed class JsonSource : FileSource
{
    private readonly JsonOptions _options;
    private readonly ColumnTypes _types;

    /// <summary>Makes the source.</summary>
    /// <param name="paths">Files, or patterns with <c>*</c> and <c>?</c>; read in ordinal order.</param>
    /// <param name="options">How they are read.</param>
    /// <exception cref="StreamException">A path names no file.</exception>
    public JsonSource(IEnumerable<string> paths, JsonOptions? options = null)
        : this(FilePatterns.Expand(paths), options ?? new JsonOptions())
    {
    }

    internal JsonSource(IReadOnlyList<InputFile> files, JsonOptions options)
        : base(files, options.Encoding)
    {
        _options = options;
        _types = new ColumnTypes(options.Schema);
    }

    /// <inheritdoc/>
    private protected override IRecordReader CreateReader(Stream stream, string name)
    {
        var bytes = new ByteBuffer(stream, _options.ByRule ? 64 * 1024 : 256 * 1024);
        var parser = new JsonRowParser(_types, _options.Limits);
        if (bytes.PeekContent() == '[')
            return new JsonArrayReader(bytes, parser, _options.Limits, name);
        var lines = new JsonLinesReader(bytes, parser, _options.Limits, name);
        return _options.ByRule ? lines : new JsonFieldsReader(bytes, lines, parser, _types, _options.Limits, name);
    }
}
