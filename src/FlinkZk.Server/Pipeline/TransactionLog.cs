using FlinkZk.Wire;

namespace FlinkZk.Server;

/// <summary>
/// The stage between Prepare and Apply: what it has let through survives. Prepare encodes each transaction once, straight into the
/// batch, between <see cref="BeginRecord"/> and <see cref="EndRecord"/>; then the batch is written in one piece.
/// </summary>
internal abstract class TransactionLog : IAsyncDisposable
{
    /// <summary>Takes each batch once it is safe, in order, on one thread at a time; set before the first <see cref="CommitAsync"/>.</summary>
    public Action<Batch> Committed { get; set; } = _ => { };

    /// <summary>Takes the batch whose fate is unknown when the log gives up; set before the first <see cref="CommitAsync"/>.</summary>
    public Action<Batch> Lost { get; set; } = _ => { };

    /// <summary>Why it takes no more; null while it does.</summary>
    public virtual Exception? Failure => null;

    /// <summary>Leaves room for what stands before a transaction.</summary>
    /// <returns>Where the record begins.</returns>
    public virtual int BeginRecord(WireBuffer bytes) => bytes.Length;

    /// <summary>Completes the record that <see cref="BeginRecord"/> began at <paramref name="start"/>.</summary>
    public virtual void EndRecord(WireBuffer bytes, int start, long zxid)
    {
    }

    /// <summary>Takes a full batch; returns as soon as the next may be filled.</summary>
    /// <returns>The batch to fill next.</returns>
    /// <exception cref="IOException">The log has given up: neither this batch nor any later one will be safe.</exception>
    public abstract ValueTask<Batch> CommitAsync(Batch batch);

    /// <summary>Lets everything through that was committed, then closes.</summary>
    public abstract ValueTask DisposeAsync();
}
