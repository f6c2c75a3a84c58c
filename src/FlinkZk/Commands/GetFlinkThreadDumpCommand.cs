using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Shows the threads of the JobManager, or of TaskManagers, with their stacks.</summary>
[Cmdlet(VerbsCommon.Get, "FlinkThreadDump")]
[OutputType(typeof(FlinkThread))]
public sealed class GetFlinkThreadDumpCommand : FlinkProcessCmdlet
{
    /// <summary>Names of threads; wildcards pick among those that there are. Without it, all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    private protected override void Each(string process, string? taskManager)
    {
        var client = Flink;
        var all = Wait(async token => await client.ThreadsAsync(taskManager, token).ConfigureAwait(false));
        var found = new HashSet<Clusters.Model.FlinkThread>(ReferenceEqualityComparer.Instance);
        foreach (var thread in Name.SelectMany(given => new NamePattern(given).Among(all, thread => thread.Name)).Where(found.Add))
            WriteObject(new FlinkThread(process, thread));
    }
}
