using FlinkZk.Server.Pipeline;
using FlinkZk.Server.State;

namespace FlinkZk.Server.Storage;

/// <summary>
/// Stands before Apply and shows each batch to a back-up, if one is being made. Both steps are one to whoever begins to listen: what is not in the
/// state yet will be shown.
/// </summary>
internal sealed class TransactionTap(Database database, Action<Batch> apply)
{
    private readonly object _gate = new();
    private Action<ReadOnlyMemory<byte>>? _listener;

    /// <summary>The state.</summary>
    public Database Database => database;

    /// <summary>Shows a batch, and has it applied. Called by one thread at a time.</summary>
    public void Run(Batch batch)
    {
        lock (_gate)
        {
            if (_listener is { } listener)
                foreach (var entry in batch.Entries)
                    if (entry.Length > 0)
                        listener(batch.Records.WrittenMemory.Slice(entry.Offset, entry.Length));
            apply(batch);
        }
    }

    /// <summary>Shows all transactions from now on.</summary>
    /// <param name="listener">Must not throw; the bytes are valid during the call.</param>
    /// <returns>The last one that was applied before.</returns>
    /// <exception cref="InvalidOperationException">Somebody listens already.</exception>
    public long Open(Action<ReadOnlyMemory<byte>> listener)
    {
        lock (_gate)
        {
            if (_listener is not null)
                throw new InvalidOperationException("A back-up is being made already. Wait for it.");
            _listener = listener;
            return database.LastZxid;
        }
    }

    /// <summary>Ends it.</summary>
    /// <returns>The last one that was shown and applied.</returns>
    public long Close()
    {
        lock (_gate)
        {
            _listener = null;
            return database.LastZxid;
        }
    }
}
