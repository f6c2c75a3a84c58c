using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Work on a subtree as a cmdlet does it: asked for, or shown by -WhatIf; progress, errors and objects as they come.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="session">The session of the new nodes.</param>
/// <param name="source">The top that it comes of.</param>
/// <param name="activity">What the progress shows.</param>
internal sealed class TreeRun(FlinkZkCmdlet cmdlet, ZkSession session, string source, string activity)
{
    /// <summary>Whether each change is written as an object.</summary>
    public bool PassThru { get; init; }

    /// <summary>Whether a dry run is done though nobody wants the objects: its figures are shown.</summary>
    public bool HasFigures { get; init; }

    /// <returns>What became of the nodes; null where nothing was to be done.</returns>
    public ChangeReport? Carry(string target, string action, Func<bool, CancellationToken, IAsyncEnumerable<TreeChange>> work)
    {
        var isAsked = Ask(target, action, out var isWhatIf);
        if (!isAsked && !(isWhatIf && (PassThru || HasFigures)))
            return null;
        var report = new ChangeReport(cmdlet, session, source, activity) { PassThru = PassThru, IsDryRun = isWhatIf };
        try
        {
            cmdlet.Pump(token => work(isWhatIf, token), report.Add);
            report.WarnOfSkipped();
            return report;
        }
        finally
        {
            report.End();
        }
    }

    // ShouldProcess tells a dry run from a no only so.
    private bool Ask(string target, string action, out bool isWhatIf)
    {
        var done = cmdlet.ShouldProcess($"Performing the operation \"{action}\" on target \"{target}\".", $"Are you sure that you want to: {action}, on target \"{target}\"?", "Confirm", out var reason);
        isWhatIf = reason.HasFlag(ShouldProcessReason.WhatIf);
        return done;
    }
}
