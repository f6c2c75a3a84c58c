using System.Management.Automation;
using FlinkZk.Clusters.Ha;

namespace FlinkZk.Cmdlets;

/// <summary>The third rung for Flink: a cmdlet about clusters, by id or by wildcards.</summary>
public abstract class FlinkClusterCmdlet : ZkSessionCmdlet
{
    /// <summary>The clusters, Flink's high-availability.cluster-id, case-sensitive; the first slash may be left out. Wildcards pick among those that there are. Without it, all of these; what changes something has to be told which.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterIdCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] ClusterId { get; set; } = ["*"];

    /// <summary>The node below which the clusters lie, Flink's high-availability.zookeeper.path.root.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string FlinkRoot { get; set; } = HaPaths.DefaultRoot;

    /// <summary>How long ZooKeeper may take to answer, for each cluster.</summary>
    private protected abstract Duration Patience { get; }

    /// <summary>Does the body for each cluster that was named. One that a wildcard found and that goes meanwhile is none; one that was named by its id is an error.</summary>
    /// <param name="body">Takes the session and the id; false: there is no such cluster.</param>
    private protected void ForEachCluster(Func<ZkSession, string, bool> body)
    {
        foreach (var given in ClusterId)
            ForTarget(given, () => Find(ActiveSession, given, body));
    }

    /// <summary>Reads, and gives up after <see cref="Patience"/>: without a connection the session itself would wait longer before it says so.</summary>
    private protected T Read<T>(ZkSession session, Func<CancellationToken, ValueTask<T>> read)
    {
        using var deadline = new CancellationTokenSource(Patience, session.Client.TimeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, StopToken);
        try
        {
            return Wait(_ => read(end.Token));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !StopToken.IsCancellationRequested)
        {
            throw new FlinkZkException("ClusterReadTimeout", ErrorCategory.OperationTimeout, $"ZooKeeper had not answered after {Patience}; the session is {session.State}.",
                "Test-ZkServer shows how the servers are; -Timeout waits longer.");
        }
    }

    private void Find(ZkSession session, string given, Func<ZkSession, string, bool> body)
    {
        if (WildcardPattern.ContainsWildcardCharacters(given))
        {
            var asked = ClusterSearch.Id(given);
            var pattern = WildcardPattern.Get(asked, WildcardOptions.CultureInvariant);
            // An id may hold such characters itself: it finds itself.
            foreach (var found in Ids(session).Where(id => id == asked || pattern.IsMatch(id)))
                ForTarget(found, () => body(session, found));
            return;
        }
        var id = ClusterSearch.Id(WildcardPattern.Unescape(given));
        if (body(session, id))
            return;
        // A root that is not there is an error of its own.
        _ = Ids(session);
        throw ClusterSearch.NotFound(id, FlinkRoot);
    }

    private IReadOnlyList<string> Ids(ZkSession session) => Read(session, token => ClusterSearch.IdsAsync(session, FlinkRoot, token));
}
