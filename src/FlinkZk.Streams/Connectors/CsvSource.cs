using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Reads CSV files.</summary>
public sealed class CsvSource : FileSource
{
    private readonly CsvOptions _options;
    private readonly ColumnTypes _types;

    /// <summary>Makes the source.</summary>
    /// <param name="paths">Files, or patterns with <c>*</c> and <c>?</c>; read in ordinal order.</param>
    /// <param name="options">How they are read.</param>
    /// <exception cref="StreamException">A path names no file.</exception>
    /// <exception cref="ArgumentException">The delimiter is a quote or a line end.</exception>
    public CsvSource(IEnumerable<string> paths, CsvOptions? options = null)
        : this(FilePatterns.Expand(paths), options ?? new CsvOptions())
    {
    }

    internal CsvSource(IReadOnlyList<InputFile> files, CsvOptions options)
        : base(files, options.Encoding)
    {
        if (options.Delimiter is '"' or '\r' or '\n')
            throw new ArgumentException("The delimiter cannot be a quote or a line end.", nameof(options));
        _options = options;
        _types = new ColumnTypes(options.Schema);
    }

    /// <inheritdoc/>
    private protected override IRecordReader CreateReader(Stream stream, string name)
    {
        // A delimiter of several bytes is left to the reader that looks at characters.
        if (!char.IsAscii(_options.Delimiter) || _options.ByRule)
        {
            var fields = new CsvFieldReader(new CharBuffer(stream), _options.Delimiter, _options.Limits);
            return new TypedRowReader(fields, MakeSchema(_options.Header ?? ReadHeader(fields, name), name), _types, Keys, name);
        }

        var scanner = new CsvScanner(stream, (byte)_options.Delimiter, _options.Limits);
        return new CsvReader(scanner, MakeSchema(_options.Header ?? ReadHeader(scanner, name), name), _types, Keys, name);
    }

    private static List<string> ReadHeader(CsvFieldReader fields, string name) =>
        fields.Read() ? Names(name, fields.Line, fields.Error, Enumerable.Range(0, fields.Count).Select(i => fields.Field(i).ToString())) : [];

    private static List<string> ReadHeader(CsvScanner scanner, string name)
    {
        while (!scanner.TryRead())
        {
            if (!scanner.Refill())
                return [];
        }

        return Names(name, scanner.Line, scanner.Error, Enumerable.Range(0, scanner.Count).Select(scanner.Text));
    }

    private static List<string> Names(string file, long line, FieldError? error, IEnumerable<string> fields) =>
        error is not null ? throw new StreamException(StreamErrorId.InvalidHeader, $"{file}:{line}: The header cannot be read: {error.Message}", $"{error.Action} {RecordErrors.DelimiterAction}")
        : [.. fields.Select((text, i) => text.Trim() is { Length: > 0 } name ? name : $"Column{i + 1}")];

    private static Schema MakeSchema(IReadOnlyList<string> names, string file)
    {
        try
        {
            var schema = new Schema(names, isFixed: true);
            return schema.Twin is not { } twin ? schema
                : throw new StreamException(StreamErrorId.InvalidHeader, $"{file}: The columns '{names.First(name => name.Equals(twin, StringComparison.OrdinalIgnoreCase))}' and '{twin}' differ in case only, and names are looked up ignoring case.", "Give each column a name of its own, or give the names yourself.");
        }
        catch (ArgumentException e)
        {
            throw new StreamException(StreamErrorId.InvalidHeader, $"{file}: {e.Message}", "Give each column a name of its own, or give the names yourself.", e);
        }
    }
}
