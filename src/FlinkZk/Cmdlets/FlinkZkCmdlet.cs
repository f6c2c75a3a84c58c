using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>
/// The first rung of the ladder: cancellation, waiting, and errors. A leaf overrides <see cref="Begin"/>, <see cref="Process"/> and
/// <see cref="End"/>, calls one core method, and writes what comes; what it throws becomes one error record, with the user's object as target.
/// </summary>
public abstract class FlinkZkCmdlet : PSCmdlet, IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled by Ctrl+C. (PSCmdlet's own PipelineStopToken is there from 7.6 on only.)</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>The user's object that this record is about: an error names it.</summary>
    protected object? Target { get; set; }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(Begin, terminating: true);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process, terminating: false);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End, terminating: true);

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The engine stops from another thread: the cmdlet may have ended just now.
        }
    }

    /// <summary>Before the first record. An error here ends the cmdlet: without what it prepares no record can be processed.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>Once a record. An error here is this record's: the next one follows, as <c>-ErrorAction</c> says.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>After the last record.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Waits for asynchronous work on the pipeline's thread; Ctrl+C ends the wait.</summary>
    protected T Wait<T>(Func<CancellationToken, ValueTask<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Started(() => work(StopToken).AsTask()).GetAwaiter().GetResult();
    }

    /// <summary>Waits for asynchronous work on the pipeline's thread; Ctrl+C ends the wait.</summary>
    protected void Wait(Func<CancellationToken, ValueTask> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Started(() => work(StopToken).AsTask()).GetAwaiter().GetResult();
    }

    /// <summary>
    /// Pulls an asynchronous sequence on the pipeline's thread. Nothing is read ahead here: a slow pipeline holds the source back, and
    /// <c>Select-Object -First</c> or <c>break</c> end it through <c>finally</c>, for they never call StopProcessing.
    /// </summary>
    protected void Pump<T>(Func<CancellationToken, IAsyncEnumerable<T>> source, Action<T> write)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(write);
        var items = source(StopToken).GetAsyncEnumerator(StopToken);
        try
        {
            while (Wait(_ => items.MoveNextAsync()))
                write(items.Current);
        }
        finally
        {
            Started(() => items.DisposeAsync().AsTask()).GetAwaiter().GetResult();
        }
    }

    /// <summary>One of several things that a record names: an error is written with it as target, and the next one follows.</summary>
    protected void ForTarget(object target, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Target = target;
        Guard(body, terminating: false);
    }

    /// <summary>Waits for work that another thread does, and shows how far it is.</summary>
    protected T WatchProgress<T>(Task<T> work, string activity, Func<string> status)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(status);
        var shown = false;
        try
        {
            // A bar that comes and goes at once disturbs: the first comes after the interval.
            while (!Task.WhenAny(work, Task.Delay(ProgressInterval, StopToken)).Result.Equals(work) && !StopToken.IsCancellationRequested)
            {
                WriteProgress(new ProgressRecord(0, activity, status()));
                shown = true;
            }
            return work.GetAwaiter().GetResult();
        }
        finally
        {
            if (shown)
                WriteProgress(new ProgressRecord(0, activity, "done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <summary>Writes an error of this record and goes on.</summary>
    protected void WriteError(Exception exception, object? target) => WriteError(ErrorMapper.ToErrorRecord(exception, target));

    /// <summary>Frees what the cmdlet holds; called however the pipeline ends.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">True unless a finalizer runs.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
    }

    // A host with a SynchronizationContext would wait for this very thread: there the work starts on the pool.
    private static Task<T> Started<T>(Func<Task<T>> work) => SynchronizationContext.Current is null ? work() : Task.Run(work);

    private static Task Started(Func<Task> work) => SynchronizationContext.Current is null ? work() : Task.Run(work);

    private void Guard(Action body, bool terminating)
    {
        try
        {
            body();
        }
        // Errors of a neighbour in the pipeline pass through here too, out of WriteObject: they bring their record along.
        catch (Exception e) when (e is not (PipelineStoppedException or FlowControlException or IContainsErrorRecord))
        {
            if (StopToken.IsCancellationRequested)
                throw new PipelineStoppedException();
            var record = ErrorMapper.ToErrorRecord(e, Target);
            if (terminating)
                ThrowTerminatingError(record);
            WriteError(record);
        }
    }
}
