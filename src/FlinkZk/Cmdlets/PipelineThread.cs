namespace FlinkZk.Cmdlets;

/// <summary>Asynchronous work, waited for on the pipeline's thread: output, prompts and script blocks belong to no other.</summary>
internal static class PipelineThread
{
    public static T Wait<T>(Func<ValueTask<T>> work) => Started(() => work().AsTask()).GetAwaiter().GetResult();

    public static void Wait(Func<ValueTask> work) => Started(() => work().AsTask()).GetAwaiter().GetResult();

    /// <summary>Starts work that is waited for later.</summary>
    public static Task<T> Start<T>(Func<ValueTask<T>> work) => Started(() => work().AsTask());

    /// <summary>
    /// Pulls a sequence. Nothing is read ahead here: a slow pipeline holds the source back, and <c>Select-Object -First</c> or <c>break</c> end it through
    /// <c>finally</c>, for they never call StopProcessing.
    /// </summary>
    public static void Pump<T>(IAsyncEnumerable<T> source, Action<T> write, CancellationToken cancellationToken)
    {
        var items = source.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (Wait(items.MoveNextAsync))
                write(items.Current);
        }
        finally
        {
            Wait(items.DisposeAsync);
        }
    }

    // A host with a SynchronizationContext would wait for this very thread: there the work starts on the pool.
    private static T Started<T>(Func<T> work)
        where T : Task
    {
        if (SynchronizationContext.Current is not { } context)
            return work();
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return work();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
