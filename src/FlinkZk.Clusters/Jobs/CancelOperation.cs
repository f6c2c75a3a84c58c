using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// Ends a job without a savepoint. To cancel it twice is as once, so what nobody carries out is asked for again: a leader that is about to lose its leadership takes the
/// request, and the job runs on under the next.
/// </summary>
internal sealed class CancelOperation(FlinkClient client, string id, TimeSpan timeout)
{
    private const string HowToSee = "Get-FlinkJob shows whether it has ended. To cancel it twice is as once.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        // The answer may be lost, and the next leader not know the job any more: that it was there has to be known before.
        var first = await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
        try
        {
            return await UntilEndedAsync(new(client.Time, timeout), cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            return "CANCELED";
        }
        // Two leaders, one after the other, had to do with it: it may be that it was cancelled under the first, and failed for that under the second.
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobEnded && !FlinkJobState.IsTerminal(first))
        {
            throw new FlinkException(e.Problem, FlinkOutcome.Done, $"The job {id} has ended, and is not told as cancelled: {e.Message}", e) { HowToSee = "Get-FlinkJob shows how it ended." };
        }
        catch (FlinkException e) when (e is { Outcome: FlinkOutcome.Unknown, HowToSee: null })
        {
            throw e.AsUnknown($"Whether the job {id} was cancelled is not known: {e.Message}", HowToSee);
        }
        catch (ZkException e)
        {
            throw FlinkJobs.Lost(e, $"Whether the job {id} was cancelled is not known", HowToSee);
        }
    }

    private async Task<string> UntilEndedAsync(Pace pace, CancellationToken cancellationToken)
    {
        string? state = null;
        long? asked = null;
        do
        {
            try
            {
                if (asked is null || state is not ("CANCELLING" or "FAILING") && client.Time.GetElapsedTime(asked.Value) > Patience)
                {
                    await client.CancelAsync(id, cancellationToken).ConfigureAwait(false);
                    asked = client.Time.GetTimestamp();
                }
                state = await client.StateAsync(id, cancellationToken).ConfigureAwait(false);
            }
            // Nobody leads for a while.
            catch (FlinkException e) when (e.IsTransient && asked is not null && pace.Left > TimeSpan.Zero)
            {
                continue;
            }
            if (FlinkJobState.IsTerminal(state))
                return state;
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        throw FlinkJobs.TimedOut(id, state, pace);
    }
}
