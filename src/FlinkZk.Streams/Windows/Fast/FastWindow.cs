using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>
/// One window of all keys. Records of a batch are gathered and added in one go.
/// <code>
///   index     key -> id                  0    1    2
///   kernels   an aggregate each, by id   7    1    3
/// </code>
/// </summary>
/// <param name="span">The window.</param>
/// <param name="kernels">The aggregates, empty.</param>
/// <param name="expectedKeys">How many keys are expected.</param>
internal sealed class FastWindow(TimeWindow span, AggregateKernel[] kernels, int expectedKeys)
{
    private int[] _records = [];
    private int _waiting;
    private KeyIndex? _index;

    // Keys of a snapshot that had fired, where time has gone back behind the end: they are silent until their next record.
    private HashSet<int>? _silent;

    /// <summary>The window.</summary>
    public TimeWindow Span => span;

    /// <summary>How many keys it has.</summary>
    public int Count => _index?.Count ?? 0;

    /// <summary>Whether its end has passed, so that each further record is a result.</summary>
    public bool HasFired { get; set; }

    /// <summary>Notes a record of the batch under way.</summary>
    /// <param name="record">Its place.</param>
    /// <param name="buffers">Lends room.</param>
    /// <param name="waiting">Where the window enters itself with the first.</param>
    public void Gather(int record, FastBuffers buffers, List<FastWindow> waiting)
    {
        if (_waiting == 0)
        {
            _records = buffers.Rent();
            waiting.Add(this);
        }

        _records[_waiting++] = record;
    }

    /// <summary>Adds what was gathered.</summary>
    public void Apply(RecordBatch batch, ValueVector[] values, FastBuffers buffers)
    {
        var records = _records.AsSpan(0, _waiting);
        var ids = buffers.Ids.AsSpan(0, _waiting);
        Add(records, ids, batch, values);
        for (var i = 0; _silent is not null && i < ids.Length; i++)
            _silent.Remove(ids[i]);
        _waiting = 0;
        buffers.Return(_records);
    }

    /// <summary>Adds one record now.</summary>
    /// <returns>The number of its key.</returns>
    public int Add(int record, RecordBatch batch, ValueVector[] values)
    {
        ReadOnlySpan<int> records = [record];
        Span<int> ids = [0];
        Add(records, ids, batch, values);
        return ids[0];
    }

    /// <summary>Takes over what a snapshot holds of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="accumulators">Its aggregates.</param>
    /// <param name="fires">Whether it has a result to give when the window ends.</param>
    public void Restore(object key, Accumulator[] accumulators, bool fires)
    {
        var id = FindOrAdd(key);
        if (!fires && !HasFired)
            (_silent ??= []).Add(id);
        for (var i = 0; i < kernels.Length; i++)
        {
            kernels[i].Reserve(Count);
            kernels[i].FromAccumulator(id, accumulators[i]);
        }
    }

    /// <summary>The numbers of all keys, by key group, then in the order in which they came: a sort by counting.</summary>
    public int[] InOrder()
    {
        Span<int> next = stackalloc int[KeyGroups.DefaultMaxParallelism + 1];
        next.Clear();
        var groups = new byte[Count];
        for (var id = 0; id < groups.Length; id++)
        {
            groups[id] = (byte)KeyGroups.ForHash(_index!.Hash(id), KeyGroups.DefaultMaxParallelism);
            next[groups[id] + 1]++;
        }

        for (var group = 1; group < next.Length; group++)
            next[group] += next[group - 1];
        var order = new int[Count];
        for (var id = 0; id < order.Length; id++)
            order[next[groups[id]]++] = id;
        return order;
    }

    /// <summary>Whether a key has a result to give when the window ends.</summary>
    public bool Fires(int id) => !HasFired && _silent?.Contains(id) != true;

    /// <summary>A key by its number.</summary>
    public object Key(int id) => _index!.Key(id);

    /// <summary>What the aggregates of a key amount to.</summary>
    public object?[] Result(int id)
    {
        var result = new object?[kernels.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = kernels[i].Result(id);
        return result;
    }

    /// <summary>What a snapshot holds of a key.</summary>
    public Accumulator[] Accumulators(int id) => Array.ConvertAll(kernels, kernel => kernel.ToAccumulator(id));

    private void Add(ReadOnlySpan<int> records, Span<int> ids, RecordBatch batch, ValueVector[] values)
    {
        Find(batch, records, ids);
        for (var i = 0; i < kernels.Length; i++)
        {
            kernels[i].Reserve(Count);
            kernels[i].Add(ids, records, values[i]);
        }
    }

    private void Find(RecordBatch batch, ReadOnlySpan<int> records, Span<int> ids)
    {
        var found = 0;
        if (batch.KeyColumn >= 0 && (_index ??= new TextKeyIndex(expectedKeys)) is TextKeyIndex texts)
            found = FindTexts(texts, batch, records, ids);
        for (var i = found; i < records.Length; i++)
            ids[i] = FindOrAdd(batch.Key(records[i]));
    }

    /// <returns>How many were found before there was no more room.</returns>
    private static int FindTexts(TextKeyIndex texts, RecordBatch batch, ReadOnlySpan<int> records, Span<int> ids)
    {
        var fields = batch.Fields!;
        for (var i = 0; i < records.Length; i++)
        {
            ids[i] = texts.FindOrAdd(fields.Utf8(records[i], batch.KeyColumn));
            if (ids[i] < 0)
                return i;
        }

        return records.Length;
    }

    private int FindOrAdd(object key)
    {
        _index ??= KeyIndex.For(key, expectedKeys);
        var id = _index.FindOrAdd(key);
        if (id >= 0)
            return id;
        _index = ObjectKeyIndex.Of(_index);
        return _index.FindOrAdd(key);
    }
}
