using System.Management.Automation;
using FlinkZk.Clusters.Ha;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the Flink clusters whose high-availability data lie below a root: who leads, who stands by, how many jobs.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkCluster")]
[OutputType(typeof(FlinkCluster))]
public sealed class GetFlinkClusterCommand : ZkSessionCmdlet
{
    /// <summary>The clusters, Flink's high-availability.cluster-id, case-sensitive; the first slash may be left out. Wildcards pick among those that there are. Without it, all of these.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ClusterIdCompleter))]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] ClusterId { get; set; } = ["*"];

    /// <summary>The node below which the clusters lie, Flink's high-availability.zookeeper.path.root.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string FlinkRoot { get; set; } = HaPaths.DefaultRoot;

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var given in ClusterId)
            ForTarget(given, () => Find(ActiveSession, given));
    }

    private void Find(ZkSession session, string given)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(given))
        {
            ReadOne(session, ClusterSearch.Id(WildcardPattern.Unescape(given)));
            return;
        }
        var asked = ClusterSearch.Id(given);
        var pattern = WildcardPattern.Get(asked, WildcardOptions.CultureInvariant);
        // An id may hold such characters itself: it finds itself.
        foreach (var id in Wait(token => ClusterSearch.IdsAsync(session, FlinkRoot, token)).Where(id => id == asked || pattern.IsMatch(id)))
        {
            ForTarget(id, () =>
            {
                // One that went meanwhile is none.
                if (Wait(token => ClusterSearch.TryReadAsync(session, id, FlinkRoot, token)) is { } cluster)
                    WriteObject(cluster);
            });
        }
    }

    private void ReadOne(ZkSession session, string id)
    {
        if (Wait(token => ClusterSearch.TryReadAsync(session, id, FlinkRoot, token)) is { } cluster)
        {
            WriteObject(cluster);
            return;
        }
        // A root that is not there is an error of its own.
        _ = Wait(token => ClusterSearch.IdsAsync(session, FlinkRoot, token));
        throw new FlinkZkException("ClusterNotFound", ErrorCategory.ObjectNotFound, $"There is no Flink cluster '{id}' below '{FlinkRoot}'.",
            "Get-FlinkCluster lists those that there are, case told apart; -FlinkRoot names another root.");
    }
}
