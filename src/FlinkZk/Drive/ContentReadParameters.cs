using System.Management.Automation;

namespace FlinkZk;

/// <summary>What Get-Content takes beside its own on this drive.</summary>
internal sealed class ContentReadParameters : ContentParameters
{
    /// <summary>Gives all in one piece.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Goes on with each change until Ctrl+C: what was appended, or all of a new value.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }
}
