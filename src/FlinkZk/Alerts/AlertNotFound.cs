using System.Management.Automation;

namespace FlinkZk;

/// <summary>There is no alert of a name.</summary>
internal static class AlertNotFound
{
    public static FlinkZkException Of(string name) => new("AlertNotFound", ErrorCategory.ObjectNotFound, $"There is no alert '{name}'.", "Names are case-sensitive; Get-ZkAlert lists them, New-ZkAlert makes one.");
}
