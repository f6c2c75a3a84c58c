using System.Management.Automation;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet about the vertices of jobs, one request each.</summary>
/// <typeparam name="T">What is read of one.</typeparam>
public abstract class FlinkVertexCmdlet<T> : FlinkJobCmdlet
{
    private const int AtOnce = 16;

    private protected sealed override void Each(string id, FlinkJobSummary? summary)
    {
        var cluster = ActiveCluster;
        var vertices = Wait(async token => (await cluster.Client.JobAsync(id, token).ConfigureAwait(false)).Vertices) ?? [];
        foreach (var some in vertices.Chunk(AtOnce))
        {
            var read = Wait(async token => await Task.WhenAll(some.Select(vertex => TryReadAsync(cluster, id, vertex.Id, token))).ConfigureAwait(false));
            foreach (var (vertex, (item, failure)) in some.Zip(read))
            {
                if (failure is null)
                    Write(cluster, id, vertex, item!);
                else
                    WriteError(IsGone(failure) ? Gone(id, vertex, failure) : failure, id);
            }
        }
    }

    // A job that restarts, or is rescaled, has other parts by then, and Flink says so by the exception of an empty list.
    private static bool IsGone(FlinkException failure) => failure.ServerText is { } text && (text.Contains("NoSuchElementException", StringComparison.Ordinal) || text.Contains("JobVertex", StringComparison.Ordinal) && text.Contains("not found", StringComparison.Ordinal));

    private static FlinkZkException Gone(string job, FlinkVertex vertex, FlinkException failure) =>
        new("FlinkVertexGone", ErrorCategory.ResourceUnavailable, $"The part '{vertex.Name}' of the job {job} is gone: the job has changed since its parts were listed.", "Look again: Get-FlinkJob shows whether it restarts, or has another parallelism.", failure);

    private async Task<(T? Read, FlinkException? Failure)> TryReadAsync(FlinkConnection cluster, string job, string vertex, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(cluster, job, vertex, cancellationToken).ConfigureAwait(false), null);
        }
        catch (FlinkException e)
        {
            return (default, e);
        }
    }

    /// <summary>Reads one.</summary>
    private protected abstract Task<T> ReadAsync(FlinkConnection cluster, string job, string vertex, CancellationToken cancellationToken);

    /// <summary>Writes what was read of one.</summary>
    private protected abstract void Write(FlinkConnection cluster, string job, FlinkVertex vertex, T read);
}
