using FlinkZk.Client;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// Starts a job. The request is sent once: Flink knows a job id again only as long as its leader remembers the job. When the answer is lost, the job is looked for by its id.
/// </summary>
internal sealed class StartOperation(FlinkClient client, FlinkStartRequest request)
{
    private const string Uninitialised = "JobInitializationException";

    private static readonly Version ClaimModeSince = new(1, 20);

    private readonly Pace _pace = new(client.Time, request.Timeout);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (await TryStateAsync(cancellationToken).ConfigureAwait(false) is { } present)
            throw new FlinkException(FlinkProblem.JobExists, FlinkOutcome.NotDone, $"There is a job {request.JobId} already: it is {present}.");
        await CheckSnapshotAsync(cancellationToken).ConfigureAwait(false);
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
        catch (FlinkException e) when (e.ServerText?.Contains(Uninitialised, StringComparison.Ordinal) == true)
        {
            throw new FlinkException(FlinkProblem.ProgramFailed, FlinkOutcome.Done, $"The job {request.JobId} was started, and failed before it ran: {ServerError.Cause(e.ServerText)}", e)
            {
                ServerText = e.ServerText,
                HowToSee = "Flink 2.3.0 keeps a result of such a job that its next leader dies of: Test-FlinkHa tells it as DirtyResult, a minute later; Repair-FlinkHa removes it while the JobManagers are stopped.",
            };
        }
        return await BegunAsync(null, cancellationToken).ConfigureAwait(false);
    }

    // Flink would take the job, fail, and keep what its next leader may die of.
    private async Task CheckSnapshotAsync(CancellationToken cancellationToken)
    {
        if (request.Savepoint is not { } path)
            return;
        // A path without a scheme is one of the machine's, unless the cluster has another default.
        var uri = path.StartsWith('/') && await client.SettingAsync(["fs.default-scheme"], cancellationToken).ConfigureAwait(false) is null ? $"file://{path}" : path;
        if (LatestSnapshot.Look(uri) == Presence.Absent && (await client.AddressAsync(cancellationToken).ConfigureAwait(false))?.IsLoopback == true)
            throw new FlinkException(FlinkProblem.SnapshotNotFound, FlinkOutcome.NotDone, $"There is no savepoint or checkpoint at '{path}': no _metadata lies there.");
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
                    throw lost.AsUnknown(howToSee: $"The leader does not know the job: Get-FlinkJob {request.JobId} shows it should it come after all.");
                if (grant is not null && await client.GrantAsync(cancellationToken).ConfigureAwait(false) is { } now && now != grant)
                {
                    throw new FlinkException(FlinkProblem.JobNotFound, FlinkOutcome.Unknown, $"The leader changed while the job {request.JobId} was started, and the new one does not know it: it was not started, or has ended before.", lost)
                    {
                        HowToSee = $"A job that does not end by itself was not started: Start-FlinkJob -JobId {request.JobId} starts it, and not a second time should a leader that was only stopped carry out what it was sent. Of one that ends, look at what it writes.",
                    };
                }
            }
            catch (FlinkException e) when (e.IsTransient && e.HowToSee is null)
            {
                // Nobody leads for a while.
            }
            catch (FlinkException e) when (e.HowToSee is null)
            {
                throw NotKnown(e);
            }
            catch (ZkException e)
            {
                throw FlinkJobs.Lost(e, $"Whether the job {request.JobId} was started is not known", HowToSee);
            }
        }
        while (await _pace.NextAsync(cancellationToken).ConfigureAwait(false));
        throw NotKnown(lost);
    }

    private FlinkException NotKnown(FlinkException e) => e.AsUnknown($"Whether the job {request.JobId} was started is not known: {e.Message}", HowToSee);

    private string HowToSee => $"Get-FlinkJob {request.JobId} shows it once it is there. Start-FlinkJob -JobId {request.JobId} does not start it a second time as long as the same leader knows it.";

    // A job that fails while it is made (a savepoint that is not there) has been taken all the same.
    private async Task<string> BegunAsync(string? state, CancellationToken cancellationToken)
    {
        try
        {
            state = await SettledAsync(state, cancellationToken).ConfigureAwait(false);
            if (state != "FAILED")
                return state;
            var failures = await client.FailuresAsync(request.JobId, 1, cancellationToken).ConfigureAwait(false);
            throw new FlinkException(FlinkProblem.ProgramFailed, FlinkOutcome.Done, $"The job {request.JobId} was started, and failed: {(failures.Count > 0 ? failures[0].Cause : "Flink does not say why.")}") { HowToSee = "Get-FlinkException shows the whole stack." };
        }
        catch (FlinkException e) when (e.HowToSee is null)
        {
            throw e.Problem == FlinkProblem.JobNotFound
                ? e.AsUnknown($"A leader had taken the job {request.JobId}, and the one now does not know it: it has ended, or was lost with that leader.", $"Look at what the job writes. If it did not run, Start-FlinkJob -JobId {request.JobId} starts it.")
                : new FlinkException(e.Problem, FlinkOutcome.Done, $"The job {request.JobId} was started; how it is cannot be told: {e.Message}", e) { HowToSee = $"Get-FlinkJob {request.JobId} shows it." };
        }
        catch (ZkException e)
        {
            throw new FlinkException(FlinkProblem.NotReached, FlinkOutcome.Done, $"The job {request.JobId} was started; how it is cannot be told: {e.Message}", e) { HowToSee = $"Get-FlinkJob {request.JobId} shows it." };
        }
    }

    private async Task<string> SettledAsync(string? state, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                state ??= await client.StateAsync(request.JobId, cancellationToken).ConfigureAwait(false);
                if (state is not ("INITIALIZING" or "CREATED") || !await _pace.NextAsync(cancellationToken).ConfigureAwait(false))
                    return state;
                state = null;
            }
            catch (FlinkException e) when (e.IsTransient && _pace.Left > TimeSpan.Zero)
            {
                // Nobody leads for a while.
                await _pace.NextAsync(cancellationToken).ConfigureAwait(false);
            }
        }
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
