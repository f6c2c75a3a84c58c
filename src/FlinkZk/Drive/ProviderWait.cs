using System.Diagnostics;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>
/// Waits on the pipeline's thread for what a provider asks a server. PowerShell tells a provider of Ctrl+C by a flag alone, so it is looked at; a request
/// waits for a lost connection as long as its session lives, so there is a deadline; and Tab waits much shorter.
/// </summary>
/// <param name="isStopping">Whether Ctrl+C was pressed.</param>
/// <param name="deadline">How long a server may take for one answer; null: as long as it likes.</param>
internal sealed class ProviderWait(Func<bool> isStopping, TimeSpan? deadline)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>How long one answer may take.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>The id of the error of a server that did not answer before the deadline.</summary>
    public const string TooSlowId = "OperationTimeout";

    /// <summary>The answer.</summary>
    /// <param name="session">Whose server is asked.</param>
    /// <param name="work">Asks.</param>
    /// <param name="tick">Called now and then while it takes.</param>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    /// <exception cref="CompletionStalledException">Tab does not wait so long.</exception>
    /// <exception cref="FlinkZkException">The server did not answer before the deadline.</exception>
    public T Run<T>(ZkSession session, Func<CancellationToken, ValueTask<T>> work, Action? tick = null)
    {
        if (TabCompletion.HasStalled(session) && TabCompletion.IsRunning)
            throw new CompletionStalledException();
        if (StatCache.Of(session).Silence is { } silence)
            throw silence;
        return Run(work, elapsed => Check(session, elapsed), tick);
    }

    /// <summary>A new session: who asks for it sets the deadline.</summary>
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    public ZkSession Connect(Func<CancellationToken, ValueTask<ZkSession>> work) => Run(work, static _ => { }, tick: null);

    private T Run<T>(Func<CancellationToken, ValueTask<T>> work, Action<TimeSpan> check, Action? tick)
    {
        var cancel = new CancellationTokenSource();
        // A host with a SynchronizationContext would wait for this very thread: there the work starts on the pool.
        var task = SynchronizationContext.Current is null ? work(cancel.Token).AsTask() : Task.Run(() => work(cancel.Token).AsTask());
        try
        {
            Await(task, check, tick);
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            if (!task.IsCompleted)
            {
                cancel.Cancel();
                // Nobody waits any more; its error concerns nobody.
                _ = task.ContinueWith(static late => _ = late.Exception, TaskScheduler.Default);
            }
            cancel.Dispose();
        }
    }

    /// <summary>The answer of work that gives nothing.</summary>
    public void Run(ZkSession session, Func<CancellationToken, ValueTask> work, Action? tick = null) => Run(session, async token =>
    {
        await work(token).ConfigureAwait(false);
        return true;
    }, tick);

    private void Await(Task task, Action<TimeSpan> check, Action? tick)
    {
        var clock = Stopwatch.StartNew();
        while (!Task.WhenAny(task).Wait(Slice))
        {
            if (isStopping())
                throw new PipelineStoppedException();
            check(clock.Elapsed);
            tick?.Invoke();
        }
    }

    private void Check(ZkSession session, TimeSpan elapsed)
    {
        // Whoever waits so long is either a command, which goes on, or Tab, which does not: looking again costs little beside the wait.
        if (elapsed >= TabCompletion.Patience && TabCompletion.IsRunning)
        {
            TabCompletion.SetStalled(session);
            throw new CompletionStalledException();
        }
        if (elapsed >= deadline)
            throw TooSlow(session, elapsed);
    }

    private static FlinkZkException TooSlow(ZkSession session, TimeSpan waited) => new(
        TooSlowId, ErrorCategory.OperationTimeout, $"No server of {session.ConnectionString} has answered for {waited.TotalSeconds:0} s; the session is {session.State}. A change may have been carried out all the same.",
        "Get-ZkSession shows how the session is; Connect-Zk opens another one.");
}
