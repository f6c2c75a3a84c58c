using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Clusters.Upgrades;

/// <summary>
/// Another parallelism through the adaptive scheduler's requirements (FLIP-291, Flink 1.18). Only upper bounds are raised: a lower bound above the slots that there are
/// would take the job down (FLINK-40379).
/// </summary>
internal sealed class InPlaceRescale(FlinkClient client, string job, string id, int parallelism, bool isForced, IProgress<string>? progress)
{
    /// <returns>Null: the job's scheduler does no such thing.</returns>
    public async Task<FlinkRescale?> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Dictionary<string, VertexRequirementBody> before;
        try
        {
            before = await client.RequirementsAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (FlinkException e) when (e.Problem == FlinkProblem.NotSupported)
        {
            return null;
        }
        var vertices = (await client.JobAsync(id, cancellationToken).ConfigureAwait(false)).Vertices ?? [];
        var had = (int)(vertices.Max(vertex => vertex.Parallelism) ?? 0);
        var wanted = before.ToDictionary(pair => pair.Key, pair => Bounds(pair.Value, vertices.FirstOrDefault(vertex => vertex.Id == pair.Key)), StringComparer.Ordinal);
        if (!isForced)
        {
            var wide = SlotNeed.Sum(vertices.Select(vertex => wanted.TryGetValue(vertex.Id, out var bounds) ? vertex with { Parallelism = bounds.Parallelism.Upper } : vertex));
            await SlotNeed.CheckAsync(client, job, parallelism, wide, SlotNeed.Held(vertices), cancellationToken).ConfigureAwait(false);
        }
        if (await RequireAsync(before, wanted, timeout, cancellationToken).ConfigureAwait(false) is { } status)
            throw new FlinkUpgradeException(FlinkUpgradeProblem.NotRescaled, job, $"The job '{job}' ({id}) does not run with a parallelism of {parallelism} after {timeout.TotalSeconds:0.#} s: {status}. What it had before was asked for again.");
        return new(had, wanted.Values.Max(bounds => bounds.Parallelism.Upper));
    }

    /// <returns>How it is when the time is over, and what it had before was asked for again; null: it runs so.</returns>
    private async Task<string?> RequireAsync(Dictionary<string, VertexRequirementBody> before, Dictionary<string, VertexRequirementBody> wanted, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var isRequired = false;
        try
        {
            if (!wanted.All(pair => before[pair.Key] == pair.Value))
                await client.RequireAsync(id, wanted, cancellationToken).ConfigureAwait(false);
            isRequired = true;
            var status = await WaitAsync(wanted, timeout, cancellationToken).ConfigureAwait(false);
            if (status is not null)
                await client.RequireAsync(id, before, cancellationToken).ConfigureAwait(false);
            return status;
        }
        // It may have been asked for, and a job that cannot be looked at may run so.
        catch (FlinkException e) when (e.Problem != FlinkProblem.JobEnded && isRequired || e.Outcome == FlinkOutcome.Unknown)
        {
            throw e.AsUnknown($"Whether the job '{job}' ({id}) comes to run with a parallelism of {parallelism} is not known: {e.Message}", "Get-FlinkJob shows its parallelism. To ask for the same again does no harm.");
        }
    }

    private VertexRequirementBody Bounds(VertexRequirementBody before, FlinkVertex? vertex)
    {
        var upper = vertex?.MaxParallelism is > 0 and var most && most < parallelism ? (int)most : parallelism;
        return new(new(Math.Min(before.Parallelism.Lower, upper), upper));
    }

    /// <returns>How it is when the time is over; null: it runs so.</returns>
    private async Task<string?> WaitAsync(Dictionary<string, VertexRequirementBody> wanted, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pace = new Pace(client.Time, timeout);
        var status = "it could not be asked";
        do
        {
            try
            {
                // Answered from a copy that is up to three seconds old: it is late, and never early.
                var details = await client.JobAsync(id, cancellationToken).ConfigureAwait(false);
                var vertices = details.Vertices ?? [];
                var there = vertices.Count(vertex => wanted.TryGetValue(vertex.Id, out var bounds) && vertex is { State: "RUNNING" or "FINISHED" } && vertex.Parallelism == bounds.Parallelism.Upper);
                status = $"{there} of {vertices.Count} parts run so, and the job is {details.State}";
                progress?.Report(status);
                if (vertices.Count > 0 && there == vertices.Count)
                    return null;
                if (FlinkJobState.IsTerminal(details.State))
                    throw new FlinkException(FlinkProblem.JobEnded, FlinkOutcome.NotDone, $"The job '{job}' ({id}) has ended before it came to run with a parallelism of {parallelism}: it is {details.State}.");
            }
            catch (FlinkException e) when (e.IsTransient)
            {
                // Nobody leads for a while.
            }
        }
        while (await pace.NextAsync(cancellationToken).ConfigureAwait(false));
        return status;
    }
}
