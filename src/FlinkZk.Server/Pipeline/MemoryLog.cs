namespace FlinkZk.Server.Pipeline;

/// <summary>No log: what is kept in memory is as safe as it gets at once.</summary>
internal sealed class MemoryLog(Action<Batch> apply) : TransactionLog
{
    private readonly Batch _batch = new();

    public override ValueTask<Batch> RentAsync() => ValueTask.FromResult(_batch);

    public override void Return(Batch batch)
    {
        apply(batch);
        batch.Clear();
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
