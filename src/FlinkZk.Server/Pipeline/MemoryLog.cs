namespace FlinkZk.Server;

/// <summary>No log: what is kept in memory is as safe as it gets at once.</summary>
internal sealed class MemoryLog : TransactionLog
{
    public override ValueTask<Batch> CommitAsync(Batch batch)
    {
        Committed(batch);
        batch.Clear();
        return ValueTask.FromResult(batch);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
