using FlinkZk.Server.Diagnostics;
using FlinkZk.Wire;

namespace FlinkZk.Server.Pipeline;

/// <summary>
/// The stage between Prepare and Apply: what it has let through survives. Prepare rents a batch, encodes each transaction once, straight
/// into it, between <see cref="BeginRecord"/> and <see cref="EndRecord"/>, and returns it; Apply gets it, in order, once it is safe.
/// </summary>
internal abstract class TransactionLog : IAsyncDisposable
{
    /// <summary>Ends when the log is closed, and faults with what ended it before: nothing that was under way is answered then.</summary>
    public virtual Task Completion => Task.CompletedTask;

    /// <summary>Whether a write may be taken. False while the disk is full: it is refused before it gets a zxid.</summary>
    public virtual bool HasRoom => true;

    /// <summary>How long it took to make a batch safe, in ticks of the clock; null where nothing is done for it.</summary>
    public virtual Distribution? SyncTime => null;

    /// <summary>How often that took a second or more.</summary>
    public virtual long SlowSyncs => 0;

    /// <summary>Leaves room for what stands before a transaction.</summary>
    /// <returns>Where the record begins.</returns>
    public virtual int BeginRecord(WireBuffer records) => records.Length;

    /// <summary>Completes the record that <see cref="BeginRecord"/> began at <paramref name="start"/>.</summary>
    public virtual void EndRecord(WireBuffer records, int start, long zxid)
    {
    }

    /// <summary>The batch to fill, which may have something in it already; waits while there is no room in any.</summary>
    /// <exception cref="IOException">The log has failed.</exception>
    public abstract ValueTask<Batch> RentAsync();

    /// <summary>Gives the rented batch to the log. A batch that is not whole is not returned: nothing of it is logged or answered.</summary>
    /// <exception cref="IOException">The log has failed, and will not take it.</exception>
    public abstract void Return(Batch batch);

    /// <summary>Lets everything through that was returned, then closes.</summary>
    public abstract ValueTask DisposeAsync();
}
