using System.Text;
using System.Text.Unicode;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Fills batches with the fields of a CSV file. What is declared of a type is checked here; what a field stands for by itself is found out by who reads it.</summary>
internal sealed class CsvReader : IRecordReader, IFieldValues
{
    private const int Short = 256;

    private readonly CsvScanner _scanner;
    private readonly FieldRows _rows;
    private readonly FieldColumns _fields;
    private readonly string _file;
    private readonly int[] _declared;

    public CsvReader(CsvScanner scanner, Schema schema, ColumnTypes types, IReadOnlyList<string> keys, string file)
    {
        _scanner = scanner;
        _rows = new FieldRows(schema, types, keys, file);
        _file = file;
        FieldType?[] declared = [.. schema.Names.Select(name => types[name])];
        _fields = new FieldColumns(schema, declared, isWritten: true, this);
        // Text needs no check.
        _declared = [.. Enumerable.Range(0, schema.Count).Where(column => declared[column] is not (null or FieldType.Text))];
    }

    /// <inheritdoc/>
    public bool FillsBatch => true;

    /// <summary>Adds what lies in the scanner's bytes, at least one record.</summary>
    public bool Read(RecordBatch batch)
    {
        while (!_scanner.TryRead())
        {
            if (!_scanner.Refill())
                return false;
        }

        do
        {
            Add(batch, new SourcePosition(_file, _scanner.Line));
        }
        while (!batch.IsFull && _scanner.TryRead());
        _fields.Bytes = _scanner.Bytes;
        batch.Fields = _fields;
        return true;
    }

    private void Add(RecordBatch batch, in SourcePosition position)
    {
        if (_scanner.Error is { } error)
        {
            batch.AddError(RecordErrors.Line(error.Id, error.Message, error.Action, position, error.Text));
            return;
        }

        if (_scanner.Count != _fields.Schema.Count)
        {
            batch.AddError(_rows.Ragged(position, _scanner.Count, _scanner.Count == 0 ? "" : _scanner.Text(0)));
            return;
        }

        if (!_scanner.IsUtf8 && FindInvalid() is >= 0 and var invalid)
        {
            batch.AddError(_rows.NotUtf8(position, invalid, _scanner.Text(invalid)));
            return;
        }

        if (_declared.Length > 0 && FindWrong() is >= 0 and var wrong)
        {
            batch.AddError(_rows.WrongType(position, wrong, _scanner.Text(wrong)));
            return;
        }

        var room = _fields.Room(batch.Count);
        for (var i = 0; i < room.Length; i++)
            room[i] = _scanner.Lengths[i] < 0 ? new(0, 0, FieldKind.Null) : new(_scanner.Starts[i], _scanner.Lengths[i], FieldKind.Written);
        batch.AddFields(position);
    }

    private int FindInvalid()
    {
        for (var i = 0; i < _scanner.Count; i++)
        {
            if (!Utf8.IsValid(Field(i)))
                return i;
        }

        return -1;
    }

    private int FindWrong()
    {
        foreach (var column in _declared)
        {
            if (!IsOfType(Field(column), _fields.Type(column)!.Value))
                return column;
        }

        return -1;
    }

    private static bool IsOfType(ReadOnlySpan<byte> field, FieldType type)
    {
        if (field.IsEmpty || (type == FieldType.Int64 && Utf8Number.TryInt64(field, out _)))
            return true;
        Span<char> chars = field.Length <= Short ? stackalloc char[Short] : new char[field.Length];
        return FieldConverter.TryConvert(type, chars[..Encoding.UTF8.GetChars(field, chars)], out _);
    }

    private ReadOnlySpan<byte> Field(int column) => _scanner.Bytes.AsSpan(_scanner.Starts[column], Math.Max(_scanner.Lengths[column], 0));

    object? IFieldValues.Value(FieldColumns fields, int record, int column)
    {
        if (fields.Kind(record, column) == FieldKind.Null)
            return null;
        var field = fields.Utf8(record, column);
        Span<char> chars = field.Length <= Short ? stackalloc char[Short] : new char[field.Length];
        _rows.TryConvert(column, chars[..Encoding.UTF8.GetChars(field, chars)], out var value);
        return value;
    }

    Row IFieldValues.Row(FieldColumns fields, int record)
    {
        var values = new object?[fields.Schema.Count];
        WrittenText? written = null;
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = fields.Value(record, column);
            if (_rows.Keys.Contains(column))
                written = new WrittenText(column, values[column] as string ?? fields.Text(record, column), written);
        }

        return new Row(fields.Schema, values) { Written = written };
    }
}
