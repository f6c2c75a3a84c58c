using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A rung above <see cref="ZkSessionCmdlet"/>: values come from elsewhere into a configuration, as one revision, after it was shown in what they differ from what stands.</summary>
public abstract class ZkConfigTransferCmdlet : ZkSessionCmdlet
{
    /// <summary>Removes the values of the same jobs that do not come with the others: what stands then is what came.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>Why, for the history; without it, where the values come from.</summary>
    [Parameter]
    public string? Reason { get; set; }

    /// <summary>Gives the new revision.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Shows the difference, and makes one revision of it.</summary>
    /// <param name="session">Whose configuration.</param>
    /// <param name="plan">The change.</param>
    /// <param name="action">What is done, for the question.</param>
    /// <param name="expectedRevision">The revision that it is meant for; null takes any.</param>
    /// <param name="reason">Why, where nobody says.</param>
    private protected void Carry(ZkSession session, ConfigurationPlan plan, string action, long? expectedRevision, string reason)
    {
        foreach (var failure in plan.Failures)
            WriteError(failure.Exception, failure.Path);
        if (plan.Changes.Count == 0)
        {
            WriteVerbose("Nothing differs from what stands: there is no new revision.");
            return;
        }
        Target = ConfigurationEdits.Describe(plan.Edits);
        if (!ShouldProcess(ConfigurationEdits.Describe(plan.Changes), action))
            return;
        StrangersCheck.Tell(this, session, Wait(token => session.FindForeignRightsAsync(plan.Edits, token)));
        // What is removed was looked at before: only upon that.
        var revision = Wait(token => session.ChangeConfigurationAsync(plan.Edits, expectedRevision ?? (Replace ? plan.Revision : null), Reason ?? reason, token));
        if (PassThru)
            WriteObject(new ZkConfigRevision(revision));
    }
}
