using System.Diagnostics;

namespace FlinkZk.Streams.Records;

/// <summary>
/// Records that travel together. A batch belongs to whoever made it and is lent during a call: who wants to keep a record takes it out.
/// <code>
///   Fate      Live  Live  Filtered  Failed  Live        what became of the record so far
///   Row       r0    r1    r2        -       r4
///   Time      t0    t1    t2        -       t4          once a TimestampOperator has seen the batch
///   Key       k0    k1    -         -       k4          once a KeyByOperator has
///   Watermark -     w1    -         -       -           the watermark that follows the record, where one does and the batch is not cut for it
///   Error     -     -     -         e3      -
/// </code>
/// A record that a filter leaves out or that cannot be used stays in its place with its fate, so that the last operator meets everything in the order of the input:
/// filtered records still move time, and errors come out between the results of their neighbours. That is why the cut between batches does not show.
/// </summary>
public sealed class RecordBatch
{
    /// <summary>Eight columns of 2048 values stay in a core's cache.</summary>
    public const int DefaultCapacity = 2048;

    /// <summary>More would only delay results and configuration.</summary>
    public const int MaxCapacity = 65_536;

    private readonly IRow?[] _rows;
    private readonly long[] _times;
    private readonly SourcePosition[] _positions;
    private readonly RecordFate[] _fates;
    private readonly RecordError?[] _errors;
    private FieldColumns? _fields;
    private bool _isReplaced;
    private object[]? _keys;
    private long[]? _watermarks;
    private int _limit;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="capacity">How many records it takes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not 1 to <see cref="MaxCapacity"/>.</exception>
    public RecordBatch(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        _rows = new IRow?[capacity];
        _times = new long[capacity];
        _positions = new SourcePosition[capacity];
        _fates = new RecordFate[capacity];
        _errors = new RecordError?[capacity];
        _limit = capacity;
    }

    /// <summary>Takes no more than so many records until it is said anew: where a turn ends before the batch is full.</summary>
    internal void LimitTo(long records) => _limit = (int)Math.Min(records, _rows.Length);

    /// <summary>The number of records in it, whatever their fate.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more records fit.</summary>
    public bool IsFull => Count == _limit;

    /// <summary>Adds a record.</summary>
    /// <param name="row">The record.</param>
    /// <param name="position">Where it came from.</param>
    public void Add(IRow row, in SourcePosition position)
    {
        ArgumentNullException.ThrowIfNull(row);
        _rows[Count] = row;
        _positions[Count] = position;
        _fates[Count] = RecordFate.Live;
        _errors[Count] = null;
        Count++;
    }

    /// <summary>Adds a record that is, so far, what its <see cref="Fields"/> say.</summary>
    internal void AddFields(in SourcePosition position)
    {
        _positions[Count] = position;
        _fates[Count] = RecordFate.Live;
        Count++;
    }

    /// <summary>The records' fields, where they come from a reader that does not make rows, and nobody has put others in their place.</summary>
    internal FieldColumns? Fields
    {
        get => _isReplaced ? null : _fields;
        set => _fields = value;
    }

    /// <summary>A record's fields, as long as no row has been made of them.</summary>
    internal FieldColumns? FieldsOf(int index) => _rows[index] is null ? _fields : null;

    /// <summary>The column of <see cref="Fields"/> whose text is the key; -1 = the keys are objects.</summary>
    internal int KeyColumn { get; set; } = -1;

    /// <summary>Adds the error that stands in the place of a record which could not be read.</summary>
    /// <param name="error">The error.</param>
    public void AddError(RecordError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _rows[Count] = null;
        _positions[Count] = error.Position;
        _fates[Count] = RecordFate.Failed;
        _errors[Count] = error;
        Count++;
    }

    /// <summary>The record's fate so far.</summary>
    internal RecordFate Fate(int index) => _fates[index];

    /// <summary>The record.</summary>
    internal IRow Row(int index)
    {
        Debug.Assert(_fates[index] != RecordFate.Failed);
        return _rows[index] ??= _fields!.Row(index);
    }

    internal SourcePosition Position(int index) => _positions[index];

    /// <summary>The record's error; only of a failed record.</summary>
    internal RecordError Error(int index) => _errors[index]!;

    /// <summary>The record's time, which a TimestampOperator has set.</summary>
    internal long Time(int index) => _times[index];

    internal void SetTime(int index, long time) => _times[index] = time;

    /// <summary>The record's key, which a KeyByOperator has set.</summary>
    internal object Key(int index) => KeyColumn < 0 ? _keys![index] : _fields!.Text(index, KeyColumn);

    internal void SetKey(int index, object key) => (_keys ??= new object[_rows.Length])[index] = key;

    /// <summary>The watermark that stands between the record and the next one; <see cref="long.MinValue"/> = none.</summary>
    internal long Watermark(int index) => _watermarks is null ? long.MinValue : _watermarks[index];

    internal void SetWatermark(int index, long watermark) => (_watermarks ??= NoWatermarks(_rows.Length))[index] = watermark;

    internal void Replace(int index, IRow row)
    {
        _rows[index] = row;
        _isReplaced = true;
    }

    internal void Filter(int index) => _fates[index] = RecordFate.Filtered;

    internal void Fail(int index, RecordError error)
    {
        _fates[index] = RecordFate.Failed;
        _errors[index] = error;
    }

    /// <summary>Adds a live record of another batch, with its time.</summary>
    internal void AddFrom(RecordBatch other, int index)
    {
        _times[Count] = other._times[index];
        Add(other.Row(index), other._positions[index]);
    }

    /// <summary>Adds a record of another batch with all that has become of it.</summary>
    internal void CopyFrom(RecordBatch other, int index)
    {
        _rows[Count] = other._fates[index] == RecordFate.Failed ? null : other.Row(index);
        _times[Count] = other._times[index];
        _positions[Count] = other._positions[index];
        _fates[Count] = other._fates[index];
        _errors[Count] = other._errors[index];
        if (other.KeyColumn >= 0 || other._keys is not null)
            SetKey(Count, other.Key(index));
        if (other.Watermark(index) is not long.MinValue and var watermark)
            SetWatermark(Count, watermark);
        Count++;
    }

    /// <summary>Empties the batch and lets go of its records.</summary>
    internal void Clear()
    {
        Array.Clear(_rows, 0, Count);
        if (_keys is not null)
            Array.Clear(_keys, 0, Count);
        _watermarks?.AsSpan(0, Count).Fill(long.MinValue);
        Array.Clear(_errors, 0, Count);
        (_fields, _isReplaced, KeyColumn) = (null, false, -1);
        Count = 0;
    }

    private static long[] NoWatermarks(int capacity)
    {
        var watermarks = new long[capacity];
        Array.Fill(watermarks, long.MinValue);
        return watermarks;
    }
}
