using System.Management.Automation;
using FlinkZk.Clusters.Model;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Removes jars from the JobManager of a Flink cluster. Jobs that were started from them go on.</summary>
[Cmdlet(VerbsCommon.Remove, "FlinkJar", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveFlinkJarCommand : FlinkCmdlet
{
    /// <summary>The jars, or their ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [NoDictionary]
    [ValidateNotNullOrEmpty]
    public object[] Jar { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var given in Jar)
        {
            ForTarget(given, () =>
            {
                var jar = FlinkJarInput.Of(given) ?? new FlinkJarFile { Id = given.ToString() ?? "" };
                if (ShouldProcess(jar.Id, "Remove the jar"))
                    Wait(async token => await Flink.RemoveJarAsync(jar, token).ConfigureAwait(false));
            });
        }
    }
}
