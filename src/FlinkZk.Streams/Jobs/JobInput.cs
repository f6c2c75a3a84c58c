using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Graphs;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Jobs;

/// <summary>A source of a running job: its input, and how far it is.</summary>
internal sealed class JobInput(string name, RunningGraph graph)
{
    private readonly Channel _head = graph.Head(name);
    private long _turnLength = long.MaxValue;
    private long _left;

    public string Name => name;

    /// <summary>What is read; null where records are pushed.</summary>
    public RecordSource? Source { get; set; }

    /// <summary>The records under way.</summary>
    public RecordBatch Batch { get; private set; } = null!;

    /// <summary>Records so far.</summary>
    public long Records { get; private set; }

    /// <summary>Turns so far.</summary>
    public long Turns { get; private set; }

    public long Watermark => graph.WatermarkOf(name);

    public bool MayRead => _left > 0;

    /// <param name="batchSize">Records of a batch.</param>
    /// <param name="turnLength">Records of a turn.</param>
    public void Open(int batchSize, long turnLength) => (Batch, _turnLength) = (new RecordBatch(batchSize), turnLength);

    public void BeginTurn()
    {
        _left = _turnLength;
        Turns++;
    }

    /// <returns>False when the input has ended; the batch may hold its last records.</returns>
    public bool Read(CancellationToken cancellationToken)
    {
        Batch.LimitTo(_left);
        var more = Source!.Read(Batch, cancellationToken);
        _left -= Batch.Count;
        return more;
    }

    public void Send()
    {
        if (Source is null)
            Turns++;
        Records += Batch.Count;
        _head.OnBatch(Batch);
        Batch.Clear();
    }

    public void SendEnd() => _head.OnWatermark(long.MaxValue);
}
