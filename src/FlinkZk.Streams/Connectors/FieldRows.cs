using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>What fields are as values of a row: what their column's declared type makes of them, else what they stand for by themselves; and the errors of those that are wrong.</summary>
internal sealed class FieldRows
{
    private readonly Schema _schema;
    private readonly FieldType?[] _types;
    private readonly StringPool _strings = new();

    /// <param name="schema">The columns.</param>
    /// <param name="types">What is declared of them.</param>
    /// <param name="keys">The columns by which the plan keys its records.</param>
    /// <param name="file">The file's name, for errors.</param>
    public FieldRows(Schema schema, ColumnTypes types, IReadOnlyList<string> keys, string file)
    {
        _schema = schema;
        _types = [.. schema.Names.Select(name => types[name])];
        File = file;
        Keys = [.. keys.Select(schema.IndexOf).Where(column => column >= 0 && _types[column] is null).Distinct()];
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The columns whose text is kept beside their values.</summary>
    public IReadOnlyList<int> Keys { get; }

    /// <summary>What is kept of a column's text; an empty field is no value, and as a key the empty text: as Import-Csv has it.</summary>
    public WrittenText Written(int column, object? value, ReadOnlySpan<char> text, WrittenText? next) => new(column, value as string ?? _strings.Get(text), next);

    /// <summary>The value of a field that is not null.</summary>
    /// <returns>False where it is not of the declared type.</returns>
    public bool TryConvert(int column, ReadOnlySpan<char> text, out object? value)
    {
        value = null;
        if (_types[column] is not { } type)
            value = FieldConverter.Infer(text) ?? _strings.Get(text);
        else if (type == FieldType.Text)
            value = _strings.Get(text);
        else if (text.Length > 0)
            return FieldConverter.TryConvert(type, text, out value);
        return true;
    }

    public RecordError Ragged(SourcePosition position, int count, ReadOnlySpan<char> first) => RecordErrors.Line(
        StreamErrorId.UnparsableRecord,
        $"The record has {count} fields, the header {_schema.Count}.",
        "Check the delimiter and the quotes.",
        position,
        first);

    /// <summary>Two texts that differ in such bytes only would be one.</summary>
    public RecordError NotUtf8(SourcePosition position, int column, string shown) => RecordErrors.Line(
        StreamErrorId.UnparsableRecord,
        $"The field '{_schema.Names[column]}' is not valid UTF-8: '{RecordErrors.Shorten(shown)}'.",
        RecordErrors.EncodingAction,
        position,
        shown,
        _schema.Names[column]);

    public RecordError WrongType(SourcePosition position, int column, ReadOnlySpan<char> text) => RecordErrors.Line(
        StreamErrorId.UnparsableValue,
        $"The field '{_schema.Names[column]}' is not of the declared type {_types[column]}: '{RecordErrors.Shorten(text)}'.",
        "Correct the schema or the value.",
        position,
        text,
        _schema.Names[column]);
}
