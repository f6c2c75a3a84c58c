using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Aggregates;

/// <summary>What all aggregates of a plan take of the records of a batch. A record with a wrong value has an error instead, and changes nothing.</summary>
internal sealed class BatchValues
{
    private readonly RowAggregates _aggregates;
    private readonly RecordError?[] _errors;
    private readonly ValueVector[] _vectors;
    private readonly bool _countsRecords;
    private bool _hasErrors;

    /// <param name="aggregates">The aggregates.</param>
    /// <param name="capacity">Records of the largest batch.</param>
    public BatchValues(RowAggregates aggregates, int capacity)
    {
        _aggregates = aggregates;
        _errors = new RecordError?[capacity];
        _vectors = [.. aggregates.Inputs.Select(_ => new ValueVector(capacity))];
        _countsRecords = aggregates.Inputs.All(input => input.CountsRecords);
    }

    /// <summary>A vector an aggregate.</summary>
    public ValueVector[] Vectors => _vectors;

    /// <summary>The aggregates of all keys of a new window.</summary>
    public AggregateKernel[] CreateKernels() => [.. _aggregates.Inputs.Select(input => AggregateKernel.For(input.Function, input.CreateAccumulator))];

    /// <summary>Why a record cannot be aggregated; null where it can.</summary>
    public RecordError? Error(int record) => _hasErrors ? _errors[record] : null;

    /// <summary>Reads the live records of a batch: from their fields where all that is asked for are integers, else from rows.</summary>
    public void Read(RecordBatch batch)
    {
        if (_countsRecords)
            return;
        if (batch.Fields is { } fields && ReadFields(batch, fields))
            return;
        foreach (var vector in _vectors)
            vector.Of = ValueVector.Kind.Objects;
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Fate(i) == RecordFate.Live)
                Read(batch, i);
        }
    }

    /// <summary>Lets go of the values.</summary>
    public void Clear(int count)
    {
        foreach (var vector in _vectors)
            vector.Clear(count);
        if (_hasErrors)
            Array.Clear(_errors, 0, count);
        _hasErrors = false;
    }

    private bool ReadFields(RecordBatch batch, FieldColumns fields)
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            var input = _aggregates.Inputs[i];
            if (input.CountsRecords)
                _vectors[i].Of = ValueVector.Kind.Ones;
            else if (input.Column(fields) is not (>= 0 and var column) || !_vectors[i].TryRead(batch, fields, column, input))
                return false;
        }

        return true;
    }

    private void Read(RecordBatch batch, int index)
    {
        if (_aggregates.TryReadRecord(batch, index, out var error))
        {
            for (var i = 0; i < _vectors.Length; i++)
                _vectors[i].Objects[index] = _aggregates.Values[i];
            return;
        }

        _errors[index] = error;
        _hasErrors = true;
    }
}
