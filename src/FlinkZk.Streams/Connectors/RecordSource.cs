using FlinkZk.Streams.Records;
using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Connectors;

/// <summary>An input from which a job pulls records.</summary>
public abstract class RecordSource : IDisposable
{
    /// <summary>Adds records to <paramref name="batch"/> until it is full or the input ends. What cannot be read goes in as an error, in its place.</summary>
    /// <param name="batch">The batch, empty.</param>
    /// <param name="cancellationToken">Ends a read that waits.</param>
    /// <returns>False when the input has ended; the batch may hold its last records.</returns>
    /// <exception cref="StreamException">The input as a whole cannot be read.</exception>
    public abstract bool Read(RecordBatch batch, CancellationToken cancellationToken);

    /// <summary>Hears before the first read by which properties the records are keyed.</summary>
    internal virtual void Expect(IReadOnlyList<string> keys)
    {
    }

    /// <summary>How far the input has been read; the job fills in the number of records.</summary>
    public virtual StreamProgress Progress => default;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
