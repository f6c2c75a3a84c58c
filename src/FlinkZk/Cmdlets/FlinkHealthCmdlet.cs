using System.Management.Automation;
using FlinkZk.Clusters.Deploy;
using FlinkZk.Clusters.Ha;
using FlinkZk.Clusters.Health;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet about what is wrong with clusters.</summary>
public abstract class FlinkHealthCmdlet : FlinkClusterCmdlet
{
    /// <summary>How long ZooKeeper may take to answer, for each cluster.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromSeconds(30));

    private protected override Duration Patience => Timeout;

    /// <summary>Judges one cluster.</summary>
    private protected HaReport Check(ZkSession session, string id)
    {
        var paths = new HaPaths(id, FlinkRoot);
        var sources = new HaSources { LostProcesses = () => LostProcesses.Find(paths, session.Client.ConnectionString, DependencyContext.Yaml) };
        return Read(session, async token => await HaCheck.RunAsync(session.Client, paths, sources, token).ConfigureAwait(false));
    }
}
