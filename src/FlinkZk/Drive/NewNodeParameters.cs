using System.Management.Automation;

namespace FlinkZk;

/// <summary>What New-Item takes beside its own on this drive.</summary>
internal sealed class NewNodeParameters
{
    /// <summary>The server deletes the node when it was unchanged and childless for this long.</summary>
    [Parameter]
    [OptionalDuration]
    public Duration? TimeToLive { get; set; }

    /// <summary>Access control entries: world:anyone:r,auth::cdrwa, or what Get-ZkAcl gave.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AclCompleter))]
    public object[]? Acl { get; set; }
}
