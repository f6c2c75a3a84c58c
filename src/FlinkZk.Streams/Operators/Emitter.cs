using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Operators;

/// <summary>Gathers what an operator puts out into batches. Main output and side outputs are handed on in the order in which records came.</summary>
internal sealed class Emitter
{
    private readonly RecordBatch _batch = new();
    private string? _side;

    /// <summary>Whether nothing waits to be handed on.</summary>
    public bool IsEmpty => _batch.Count == 0;

    /// <summary>Puts out a record.</summary>
    /// <param name="from">The operator.</param>
    /// <param name="side">Which side output; null = the main one. Where nobody is connected to it the record is dropped, as in Flink.</param>
    /// <param name="row">The record.</param>
    /// <param name="timestamp">Its time; <see cref="long.MinValue"/> = none.</param>
    /// <param name="position">Where it came from.</param>
    public void Emit(Operator from, string? side, IRow row, long timestamp, SourcePosition position)
    {
        if (side != _side || _batch.IsFull)
            Flush(from);
        _side = side;
        _batch.Add(row, position);
        _batch.SetTime(_batch.Count - 1, timestamp);
    }

    /// <summary>Hands on what was gathered.</summary>
    public void Flush(Operator from)
    {
        if (_batch.Count == 0)
            return;
        (_side is null ? from.Output : from.Side(_side))?.OnBatch(_batch);
        _batch.Clear();
    }
}
