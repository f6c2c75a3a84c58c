using System.Management.Automation;

namespace FlinkZk;

/// <summary>What Set-Item, Clear-Item, Clear-Content and Remove-Item take beside their own on this drive.</summary>
internal class VersionParameters
{
    /// <summary>Changes the node only if its data are of this version.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int ExpectedVersion { get; set; } = -1;
}
