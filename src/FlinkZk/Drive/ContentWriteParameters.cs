using System.Management.Automation;

namespace FlinkZk;

/// <summary>What Set-Content and Add-Content take beside their own on this drive.</summary>
internal sealed class ContentWriteParameters : ContentParameters
{
    /// <summary>Puts no line break between the values.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>Changes the node only if its data are of this version.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;
}
