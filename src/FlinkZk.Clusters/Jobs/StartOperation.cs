using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// Starts a job. The request is sent once: Flink knows a job id again only as long as its leader remembers the job. When the answer is lost, the job is looked for by its id.
/// </summary>
internal sealed class StartOperation(FlinkClient client, FlinkStartRequest request)
{
    private static readonly Version ClaimModeSince = new(1, 20);

    private readonly Pace _pace = new(client.Time, request.Timeout);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (await TryStateAsync(cancellationToken).ConfigureAwait(false) is { } present)
            throw new FlinkException(FlinkProblem.JobExists, FlinkOutcome.NotDone, $"There is a job {request.JobId} already: it is {present}.");
        var body = await BodyAsync(cancellationToken).ConfigureAwait(false);
        var grant = await client.GrantAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await client.RunAsync(request.Jar, body, _pace.Left, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Outcome == FlinkOutcome.Unknown)
        {
            return await LookAsync(e, grant, cancellationToken).ConfigureAwait(false);
        }
        return await BegunAsync(null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunBody> BodyAsync(CancellationToken cancellationToken)
    {
        string? claim = request.ClaimMode switch { null => null, FlinkClaimMode.NoClaim => "NO_CLAIM", FlinkClaimMode.Claim => "CLAIM", _ => "LEGACY" };
        // The wrong name of the two is refused by old versions, and passed over by new ones.
        var isNew = claim is not null && IsAtLeast(await client.VersionAsync(cancellationToken).ConfigureAwait(false));
        return new()
        {
            EntryClass = request.EntryClass,
            Arguments = request.Arguments is { Count: > 0 } arguments ? arguments : null,
            Parallelism = request.Parallelism,
            JobId = request.JobId,
            AllowNonRestoredState = request.AllowNonRestoredState ? true : null,
            Savepoint = request.Savepoint,
            ClaimMode = isNew ? claim : null,
            RestoreMode = isNew ? null : claim,
            Configuration = request.Configuration is { Count: > 0 } configuration ? configuration : null,
        };
    }

    // main() may run on though the answer is lost: the same leader is asked until the time is over, another has nothing to wait for.
    private async Task<string> LookAsync(FlinkException lost, Guid? grant, CancellationToken cancellationToken)
    {
        do
        {
            try
            {
                if (await TryStateAsync(cancellationToken).ConfigureAwait(false) is { } state)
                    return await BegunAsync(state, cancellationToken).ConfigureAwait(false);
                // Flink itself says that it failed: nothing of it runs on.
                if (lost.ServerText is not null && lost.Problem == FlinkProblem.ServerError)
                    throw lost;
                if (grant is not null && await client.GrantAsync(cancellationToken).ConfigureAwait(false) is { } now && now != grant)
                {
                    throw new FlinkException(FlinkProblem.JobNotFound, FlinkOutcome.Unknown, $"The leader changed while the job {request.JobId} was started, and the new one does not know it: it was not started, or has ended before.", lost)
                    {
                        HowToSee = "A job that does not end by itself was not started: start it again. Of one that ends, look at what it writes.",
                    };
                }
            }
            catch (FlinkException e) when (e.IsTransient)
            {
                // Nobody leads for a while.
            }
        }
        while (await _pace.NextAsync(cancellationToken).ConfigureAwait(false));
        throw new FlinkException(lost.Problem, FlinkOutcome.Unknown, $"Whether the job {request.JobId} was started is not known: {lost.Message}", lost)
        {
            HowToSee = $"Get-FlinkJob {request.JobId} shows it once it is there. Start-FlinkJob -JobId {request.JobId} does not start it a second time as long as the same leader knows it.",
        };
    }

    // A job that fails while it is made (a savepoint that is not there) has been taken all the same.
    private async Task<string> BegunAsync(string? state, CancellationToken cancellationToken)
    {
        state ??= await client.StateAsync(request.JobId, cancellationToken).ConfigureAwait(false);
        while (state is "INITIALIZING" or "CREATED" && await _pace.NextAsync(cancellationToken).ConfigureAwait(false))
            state = await client.StateAsync(request.JobId, cancellationToken).ConfigureAwait(false);
        if (state != "FAILED")
            return state;
        var failures = await client.FailuresAsync(request.JobId, 1, cancellationToken).ConfigureAwait(false);
        throw new FlinkException(FlinkProblem.ProgramFailed, FlinkOutcome.Done, $"The job {request.JobId} was started, and failed: {(failures.Count > 0 ? failures[0].Cause : "Flink does not say why.")}") { HowToSee = "Get-FlinkException shows the whole stack." };
    }

    /// <returns>Null: there is no such job.</returns>
    private async Task<string?> TryStateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.StateAsync(request.JobId, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.JobNotFound)
        {
            return null;
        }
    }

    private static bool IsAtLeast(string version) => !Version.TryParse(version.Split('-')[0], out var parsed) || parsed >= ClaimModeSince;
}
