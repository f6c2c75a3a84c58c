using System.Management.Automation;

namespace FlinkZk;

/// <summary>Asks whether something is to be done, and tells a dry run from a no.</summary>
internal static class TreeQuestion
{
    public static bool Ask(Cmdlet cmdlet, string target, string action, out bool isWhatIf)
    {
        var done = cmdlet.ShouldProcess($"Performing the operation \"{action}\" on target \"{target}\".", $"Are you sure that you want to: {action}, on target \"{target}\"?", "Confirm", out var reason);
        isWhatIf = reason.HasFlag(ShouldProcessReason.WhatIf);
        return done;
    }
}
