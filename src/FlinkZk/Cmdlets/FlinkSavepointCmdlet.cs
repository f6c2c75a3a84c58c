using System.Management.Automation;
using FlinkZk.Clusters.Jobs;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Cmdlets;

/// <summary>A cmdlet that takes savepoints of jobs, one at a time.</summary>
public abstract class FlinkSavepointCmdlet : FlinkJobCmdlet
{
    /// <summary>The folder below which the savepoint is written: a URI that JobManagers and TaskManagers reach. Without it, the cluster's own.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ValidateSavepointFolder]
    public string? Path { get; set; }

    /// <summary>How the savepoint is written: Canonical can be moved between state backends, Native is faster. Without it, canonical.</summary>
    [Parameter]
    public FlinkSavepointFormat? Format { get; set; }

    /// <summary>The id of an operation, 32 hexadecimal digits: one that is under way, or over for less than five minutes, is taken up again.</summary>
    [Parameter]
    [ValidateJobId]
    public string[]? TriggerId { get; set; }

    /// <summary>How long it is waited for. What was begun goes on after it.</summary>
    [Parameter]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(10));

    /// <inheritdoc/>
    private protected sealed override bool TakesSeveral => false;

    /// <summary>What is asked of the cluster.</summary>
    private protected FlinkSavepointRequest Request => new() { Folder = Path, Format = Format, TriggerId = FlinkTrigger.Of(TriggerId), Timeout = Timeout };
}
