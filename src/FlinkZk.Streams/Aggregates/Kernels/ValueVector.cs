using System.Runtime.CompilerServices;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Aggregates;

/// <summary>
/// What one aggregate takes of the records of a batch, as <see cref="AggregateInput"/> has checked it.
/// <code>
///   record   0    1    2    3
///   Ones     1    1    1    1       a count of records
///   Int64    5    -    7    9       numbers, and which are there
///   Objects  5   null  "a" 7.5      anything; null = nothing to add
/// </code>
/// </summary>
internal sealed class ValueVector(int capacity)
{
    private readonly long[] _numbers = new long[capacity];
    private readonly bool[] _present = new bool[capacity];
    private object?[]? _objects;

    public enum Kind
    {
        Ones,
        Int64,
        Objects,
    }

    /// <summary>What the values of this batch are.</summary>
    public Kind Of { get; set; }

    /// <summary>The numbers.</summary>
    public long[] Numbers => _numbers;

    /// <summary>Which numbers are there.</summary>
    public bool[] Present => _present;

    /// <summary>The objects.</summary>
    public object?[] Objects => _objects ??= new object?[capacity];

    /// <summary>Whether a record has a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int record) => Of switch { Kind.Ones => true, Kind.Int64 => _present[record], _ => _objects![record] is not null };

    /// <summary>A value as an object; null = none.</summary>
    public object? Value(int record) => Of switch
    {
        Kind.Ones => AggregateInput.One,
        Kind.Int64 => _present[record] ? _numbers[record] : null,
        _ => _objects![record],
    };

    /// <summary>Reads integers from the fields of the live records.</summary>
    /// <returns>False where a field is something else.</returns>
    public bool TryRead(RecordBatch batch, FieldColumns fields, int column, AggregateInput input)
    {
        Of = Kind.Int64;
        var any = false;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) != RecordFate.Live)
                continue;
            var kind = fields.Kind(i, column);
            if (kind is FieldKind.Missing or FieldKind.Elsewhere)
                return false;
            var text = fields.Utf8(i, column);
            _present[i] = kind != FieldKind.Null && !text.IsEmpty;
            if (!_present[i] || input.CountsValues)
                continue;
            // Text that is said to be text may be a number where one is asked for, but is read as text first.
            if (kind is not (FieldKind.Written or FieldKind.Number) || !Utf8Number.TryInt64(text, out _numbers[i]))
                return false;
            any = true;
        }

        return !any || input.AcceptsNumbers();
    }

    /// <summary>Lets go of objects.</summary>
    public void Clear(int count)
    {
        if (_objects is not null)
            Array.Clear(_objects, 0, count);
    }
}
