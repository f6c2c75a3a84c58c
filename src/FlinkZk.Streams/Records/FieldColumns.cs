using System.Text;

namespace FlinkZk.Streams.Records;

/// <summary>
/// The fields of a batch's records as they are written, where they lie in a reader's bytes. Who needs a column reads it as what it is; a row is made only for who asks for one.
/// <code>
///   bytes    1000,AZ,-3 \n 1010,SF,12 \n ...
///   starts   0    5  8     11   16 19            by record, then column
///   lengths  4    2  2     4    2  2             -1 = nothing, not even quotes
/// </code>
/// Records that failed have no fields. It is valid as long as the batch is lent.
/// </summary>
/// <param name="schema">The columns.</param>
/// <param name="types">What is declared of them; null = nothing.</param>
/// <param name="values">What fields are as values.</param>
internal sealed class FieldColumns(Schema schema, FieldType?[] types, IFieldValues values)
{
    private int[] _starts = [];
    private int[] _lengths = [];

    /// <summary>The columns.</summary>
    public Schema Schema => schema;

    /// <summary>The bytes; the reader sets them when it has filled a batch.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>The declared type of a column; null = none.</summary>
    public FieldType? Type(int column) => types[column];

    /// <summary>Whether a field is nothing; the text between two quotes is something.</summary>
    public bool IsNull(int record, int column) => _lengths[record * schema.Count + column] < 0;

    /// <summary>A field in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int record, int column)
    {
        var at = record * schema.Count + column;
        return Bytes.AsSpan(_starts[at], Math.Max(_lengths[at], 0));
    }

    /// <summary>A field as text.</summary>
    public string Text(int record, int column) => Encoding.UTF8.GetString(Utf8(record, column));

    /// <summary>The record as a row.</summary>
    public Row Row(int record) => values.Row(this, record);

    /// <summary>What a field is as a value of that row.</summary>
    public object? Value(int record, int column) => values.Value(this, record, column);

    /// <summary>Notes the fields of a record.</summary>
    public void Set(int record, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths)
    {
        var at = record * schema.Count;
        if (at + schema.Count > _starts.Length)
        {
            var size = Math.Max(at + schema.Count, _starts.Length * 2);
            Array.Resize(ref _starts, size);
            Array.Resize(ref _lengths, size);
        }

        starts.CopyTo(_starts.AsSpan(at));
        lengths.CopyTo(_lengths.AsSpan(at));
    }
}
