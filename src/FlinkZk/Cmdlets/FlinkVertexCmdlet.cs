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
            var read = Wait(async token => await Task.WhenAll(some.Select(vertex => ReadAsync(cluster, id, vertex.Id, token))).ConfigureAwait(false));
            foreach (var (vertex, item) in some.Zip(read))
                Write(cluster, id, vertex, item);
        }
    }

    /// <summary>Reads one.</summary>
    private protected abstract Task<T> ReadAsync(FlinkConnection cluster, string job, string vertex, CancellationToken cancellationToken);

    /// <summary>Writes what was read of one.</summary>
    private protected abstract void Write(FlinkConnection cluster, string job, FlinkVertex vertex, T read);
}
