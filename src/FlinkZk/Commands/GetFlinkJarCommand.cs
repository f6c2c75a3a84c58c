using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the jars that the JobManager of a Flink cluster has.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkJar")]
[OutputType(typeof(FlinkJar))]
public sealed class GetFlinkJarCommand : FlinkCmdlet
{
    /// <summary>Names of jars, or ids; wildcards pick among those that there are. Without it, all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void Process()
    {
        var cluster = ActiveCluster;
        var all = Wait(async token => await cluster.Client.JarsAsync(token).ConfigureAwait(false));
        foreach (var given in Name)
        {
            ForTarget(given, () =>
            {
                var pattern = new NamePattern(given);
                var found = pattern.Among(all, jar => jar.Name);
                if (found.Count == 0)
                    found = pattern.Among(all, jar => jar.Id);
                if (found.Count == 0 && !pattern.IsPattern)
                    throw new FlinkZkException("FlinkJarNotFound", ErrorCategory.ObjectNotFound, $"The JobManager has no jar '{given}'.", "Get-FlinkJar lists those that it has; Publish-FlinkJar takes one there.");
                foreach (var jar in found)
                    WriteObject(new FlinkJar(cluster, jar));
            });
        }
    }
}
