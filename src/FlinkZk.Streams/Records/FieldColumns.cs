using System.Runtime.CompilerServices;
using System.Text;

namespace FlinkZk.Streams.Records;

/// <summary>
/// The fields of a batch's records as they are written, where they lie in a reader's bytes. Who needs a column reads it as what it is; a row is made only for who asks for one.
/// <code>
///   bytes    1000,AZ,-3 \n 1010,SF, \n ...
///   fields   (0, 4, Written) (5, 2, Written) (8, 2, Written) (11, 4, Written) ...     by record, then column
/// </code>
/// Records that failed, and those of which the reader made a row at once, have no fields. It is valid as long as the batch is lent.
/// </summary>
/// <param name="schema">The columns.</param>
/// <param name="types">What is declared of them; null = nothing.</param>
/// <param name="isWritten">Whether they are text of a file without types, so that a key is what is written.</param>
/// <param name="values">What fields are as values.</param>
internal sealed class FieldColumns(Schema schema, IReadOnlyList<FieldType?> types, bool isWritten, IFieldValues values)
{
    private Field[] _fields = [];

    /// <summary>The columns.</summary>
    public Schema Schema => schema;

    /// <summary>Whether a key is what is written.</summary>
    public bool IsWritten => isWritten;

    /// <summary>The bytes; the reader sets them when it has filled a batch.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>The declared type of a column; null = none.</summary>
    public FieldType? Type(int column) => types[column];

    /// <summary>What a field is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FieldKind Kind(int record, int column) => _fields[record * schema.Count + column].Kind;

    /// <summary>A field in UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Utf8(int record, int column)
    {
        ref var field = ref _fields[record * schema.Count + column];
        return Bytes.AsSpan(field.Start, field.Length);
    }

    /// <summary>Where in the bytes a field begins.</summary>
    public int Start(int record, int column) => _fields[record * schema.Count + column].Start;

    /// <summary>A field as text.</summary>
    public string Text(int record, int column) => Encoding.UTF8.GetString(Utf8(record, column));

    /// <summary>The record as a row.</summary>
    public Row Row(int record) => values.Row(this, record);

    /// <summary>What a field is as a value of that row.</summary>
    public object? Value(int record, int column) => values.Value(this, record, column);

    /// <summary>Room for the fields of a record, in the order of the columns; the reader fills it.</summary>
    public Span<Field> Room(int record)
    {
        var at = record * schema.Count;
        if (at + schema.Count > _fields.Length)
            Array.Resize(ref _fields, Math.Max(at + schema.Count, _fields.Length * 2));
        return _fields.AsSpan(at, schema.Count);
    }

    /// <summary>Where a field lies.</summary>
    /// <param name="Start">Its first byte.</param>
    /// <param name="Length">How many there are.</param>
    /// <param name="Kind">What it is.</param>
    public readonly record struct Field(int Start, int Length, FieldKind Kind);
}
