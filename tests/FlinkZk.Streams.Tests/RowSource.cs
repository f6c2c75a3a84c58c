using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Tests;

/// <summary>A source of rows in memory.</summary>
internal sealed class RowSource(IEnumerable<IRow> rows) : RecordSource
{
    private readonly IEnumerator<IRow> _rows = rows.GetEnumerator();
    private long _line;

    public override bool Read(RecordBatch batch, CancellationToken cancellationToken)
    {
        while (!batch.IsFull)
        {
            if (!_rows.MoveNext())
                return false;
            batch.Add(_rows.Current, new SourcePosition("rows", ++_line));
        }

        return true;
    }
}
