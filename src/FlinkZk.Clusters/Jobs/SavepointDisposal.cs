using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// The removal of a savepoint, from the request to the end. Flink takes no id for it, and a leader forgets it; but twice is as once: where it is not known whether one was
/// begun, another is asked for, and that there is no such savepoint any more then says that the first has done it.
/// </summary>
internal sealed class SavepointDisposal(FlinkClient client, string path, TimeSpan timeout)
{
    private readonly Pace _pace = new(client.Time, timeout);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? trigger = null;
        var mayHaveBegun = false;
        FlinkException? unreached = null;
        do
        {
            try
            {
                trigger ??= await client.DisposeSavepointAsync(path, cancellationToken).ConfigureAwait(false);
                var operation = await client.DisposalAsync(trigger, cancellationToken).ConfigureAwait(false);
                if (operation.IsOver && IsDone(operation, mayHaveBegun))
                    return;
                unreached = null;
            }
            // Another leader has never heard of it.
            catch (FlinkException e) when (e.Problem == FlinkProblem.TriggerNotFound)
            {
                (trigger, mayHaveBegun) = (null, true);
            }
            catch (FlinkException e) when (e.IsTransient || e is { Outcome: FlinkOutcome.Unknown, ServerText: null })
            {
                mayHaveBegun |= trigger is not null || e.Outcome == FlinkOutcome.Unknown;
                unreached = e;
            }
        }
        while (await _pace.NextAsync(cancellationToken).ConfigureAwait(false));
        throw new FlinkException(unreached?.Problem ?? FlinkProblem.Timeout, trigger is null && !mayHaveBegun ? FlinkOutcome.NotDone : FlinkOutcome.Unknown, unreached is null
            ? $"The savepoint '{path}' is not removed after {timeout.TotalSeconds:0.#} s; it goes on."
            : $"Whether the savepoint '{path}' was removed is not known: {unreached.Message}", unreached)
        {
            HowToSee = "The same again takes it to its end: what was removed is told as not there. Get-FlinkSavepoint shows it as long as its files are seen.",
        };
    }

    private bool IsDone(OperationBody operation, bool mayHaveBegun)
    {
        if (operation.Result?.Stack is not { } stack)
            return true;
        var isGone = stack.Contains("java.io.FileNotFoundException: Cannot find", StringComparison.Ordinal);
        if (isGone && mayHaveBegun)
            return true;
        if (isGone)
            throw SavepointFiles.Missing(path);
        var cause = ServerError.Cause(stack);
        throw new FlinkException(FlinkProblem.SavepointFailed, FlinkOutcome.Unknown, $"The savepoint '{path}' could not be removed: {(cause.Length > 0 ? cause : "Flink does not say why.")}")
        {
            ServerText = stack,
            HowToSee = "Some of its files may be gone. Check that the JobManager may remove files there.",
        };
    }
}
