using System.Management.Automation;
using FlinkZk.Streams;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Connectors;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A script block as a source: it is called with 0, 1, 2 ... as <c>$_</c>, and each object that it puts out is a record.</summary>
/// <param name="name">The source's name, for errors.</param>
/// <param name="script">The block.</param>
/// <param name="count">How often it is called; null = without end.</param>
internal sealed class GeneratorSource(string name, RecordScript script, long? count) : RecordSource
{
    // What is slow to make is not waited for until a batch is full.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly Queue<IRow> _made = new();
    private long _calls;

    /// <inheritdoc/>
    public override bool Read(RecordBatch batch, CancellationToken cancellationToken)
    {
        script.Take(ConfigurationSnapshot.Empty);
        var began = TimeProvider.System.GetTimestamp();
        while (!batch.IsFull)
        {
            if (_made.TryDequeue(out var row))
            {
                batch.Add(row, new SourcePosition(name, _calls));
                continue;
            }

            if (_calls == count)
                return false;
            cancellationToken.ThrowIfCancellationRequested();
            if (batch.Count > 0 && TimeProvider.System.GetElapsedTime(began) > Patience)
                return true;
            Make(batch);
        }

        return true;
    }

    private void Make(RecordBatch batch)
    {
        var position = new SourcePosition(name, _calls + 1);
        try
        {
            foreach (var row in script.Run(PSObject.AsPSObject(_calls++)).Select(RecordOutput.ToRow).OfType<IRow>())
                _made.Enqueue(row);
        }
        catch (RecordException e)
        {
            batch.AddError(new(StreamErrorId.SourceFailed, $"{position}: {e.Message}", "Correct the block.", position, null) { Cause = e });
        }
    }
}
