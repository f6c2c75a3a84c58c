using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>
/// The first rung of the ladder: stopping, waiting, and errors. A leaf overrides <see cref="Begin"/>, <see cref="Process"/> and
/// <see cref="End"/>, calls one core method, and writes what comes; what it throws becomes one error record, with the user's object as target.
/// </summary>
public abstract class FlinkZkCmdlet : PSCmdlet, IDisposable
{
    /// <summary>How long a cmdlet that is stopped may take to find out what stands.</summary>
    private protected static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly StopSignal _stop = new();

    /// <summary>Cancelled by Ctrl+C.</summary>
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
    protected override void StopProcessing() => _stop.Set();

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

    /// <summary>Before an error is written: what belongs in front of it comes first.</summary>
    private protected virtual void BeforeError(ErrorRecord record)
    {
    }

    /// <summary>Waits for asynchronous work on the pipeline's thread; Ctrl+C ends the wait.</summary>
    protected T Wait<T>(Func<CancellationToken, ValueTask<T>> work) => PipelineThread.Wait(() => work(StopToken));

    /// <summary>Waits for asynchronous work on the pipeline's thread; Ctrl+C ends the wait.</summary>
    protected void Wait(Func<CancellationToken, ValueTask> work) => PipelineThread.Wait(() => work(StopToken));

    /// <summary>Writes an asynchronous sequence as it comes, pulled on the pipeline's thread.</summary>
    protected internal void Pump<T>(Func<CancellationToken, IAsyncEnumerable<T>> source, Action<T> write)
    {
        ArgumentNullException.ThrowIfNull(source);
        PipelineThread.Pump(source(StopToken), write, StopToken);
    }

    /// <summary>Waits for work that another thread does, and shows how far it is.</summary>
    protected T WatchProgress<T>(Task<T> work, string activity, Func<string> status) => WorkProgress.Watch(work, activity, status, WriteProgress, StopToken);

    /// <summary>As <see cref="WatchProgress{T}(Task{T}, string, Func{string})"/>; where Ctrl+C ends the wait, it is said what stands then.</summary>
    /// <param name="work">Ends soon after the stop.</param>
    /// <param name="activity">What is done.</param>
    /// <param name="status">How far it is.</param>
    /// <param name="whenStopped">What to say, once the work has ended; null for nothing.</param>
    private protected T WatchProgress<T>(Task<T> work, string activity, Func<string> status, Func<string?> whenStopped)
    {
        try
        {
            return WatchProgress(work, activity, status);
        }
        catch (Exception e) when (e is PipelineStoppedException || StopToken.IsCancellationRequested)
        {
            _ = Task.WhenAny(work, Task.Delay(LastWords, TimeProvider.System)).Result;
            if (whenStopped() is { } text && (MyInvocation.BoundParameters.GetValueOrDefault("WarningAction") ?? GetVariableValue("WarningPreference")) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore))
                // A pipeline that stops takes no warning any more; the host does.
                Host?.UI?.WriteWarningLine(PlainText.Line(text));
            throw;
        }
    }

    /// <summary>One of several things that a record names: an error is written with it as target, and the next one follows.</summary>
    protected void ForTarget(object target, Action body)
    {
        Target = target;
        Guard(body, terminating: false);
    }

    /// <summary>The full path of what the user names in the file system.</summary>
    /// <exception cref="FlinkZkException">It is a path of something else.</exception>
    [return: NotNullIfNotNull(nameof(path))]
    private protected string? FullPath(string? path) => path is null ? null : RegularFile.FullPath(SessionState, path);

    /// <summary>Writes an error of this record and goes on.</summary>
    protected void WriteError(Exception exception, object? target)
    {
        var record = ErrorMapper.ToErrorRecord(exception, target);
        BeforeError(record);
        WriteError(record);
    }

    // What others wrote may stand in every text that goes to the terminal: names of nodes and jobs, what a server says.
    internal new void WriteWarning(string text) => base.WriteWarning(PlainText.Line(text));

    internal new void WriteVerbose(string text) => base.WriteVerbose(PlainText.Line(text));

    internal new void WriteProgress(ProgressRecord record) => base.WriteProgress(ProgressLine.Plain(record));

    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(PlainText.Line(target), PlainText.Line(action));

    internal new bool ShouldProcess(string description, string question, string caption, out ShouldProcessReason reason) =>
        base.ShouldProcess(PlainText.Line(description), PlainText.Line(question), caption, out reason);

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
            BeforeError(record);
            if (terminating)
                ThrowTerminatingError(record);
            WriteError(record);
        }
    }
}
