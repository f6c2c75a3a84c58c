using System.Management.Automation;
using FlinkZk.Clusters.Upgrades;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Takes jars to the JobManager of a Flink cluster.</summary>
[Cmdlet(VerbsData.Publish, "FlinkJar", SupportsShouldProcess = true)]
[OutputType(typeof(FlinkJar))]
public sealed class PublishFlinkJarCommand : FlinkCmdlet
{
    /// <summary>The files.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>How long one may take.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(5));

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var path in Path)
        {
            ForTarget(path, () =>
            {
                var cluster = ActiveCluster;
                var file = FlinkJarInput.Check(FullPath(path));
                if (!ShouldProcess(file, $"Publish to {cluster}"))
                    return;
                var hash = Wait(async token => await FlinkDeployment.HashAsync(file, token).ConfigureAwait(false));
                WriteObject(new FlinkJar(cluster, WatchProgress(FlinkTrigger.Begin(token => cluster.Client.UploadAsync(file, Timeout, token), StopToken), "Publish", () => file)) { Source = (file, hash) });
            });
        }
    }
}
