using System.Management.Automation;

namespace FlinkZk.Cmdlets;

/// <summary>What a cmdlet's place in its pipeline and its common parameters say about how much may be done before it is seen.</summary>
internal static class PipelinePlace
{
    private static readonly string[] GoingOn = ["Continue", "SilentlyContinue", "Ignore"];

    /// <summary>Whether another command takes the output: it may end the pipeline (Select-Object -First), or look at the variable of one before (-PipelineVariable).</summary>
    public static bool HasFollower(PSCmdlet cmdlet) => cmdlet.MyInvocation.PipelinePosition < cmdlet.MyInvocation.PipelineLength;

    /// <summary>Whether an error ends the pipeline, or may end it: then nothing behind it may have been done.</summary>
    public static bool ErrorMayEnd(PSCmdlet cmdlet)
    {
        var preference = cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given) ? given : cmdlet.SessionState.PSVariable.GetValue("ErrorActionPreference");
        return !GoingOn.Contains(preference?.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether the user is asked before each change.</summary>
    public static bool IsAsked(PSCmdlet cmdlet) => cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm) && confirm is SwitchParameter { IsPresent: true };
}
