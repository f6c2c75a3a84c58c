using System.Management.Automation;
using FlinkZk.Cmdlets;
using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>A rung above <see cref="ZkPathCmdlet"/>: nodes come to another place, each to one of its own.</summary>
public abstract class ZkTransferCmdlet : ZkPathCmdlet
{
    private readonly UsedPlaces _used = new();

    /// <summary>The new node; of several sources each needs its own. Where it ends with '/', nodes come below it under their own names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LiteralNodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Creates missing parents as persistent nodes.</summary>
    [Parameter]
    public SwitchParameter Parents { get; set; }

    /// <summary>The access control list of every node at its new place: world:anyone:r,auth::cdrwa, or what Get-ZkAcl gave. Without it each keeps its source's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AclCompleter))]
    public object[]? Acl { get; set; }

    /// <summary>Gives an object for each node: where it is now, the version as read, and whether all came about in one transaction.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        Target = Acl;
        var options = new TreeWriteOptions { Acl = AclParameter.Parse(Acl), CreateParents = Parents };
        ForEachNode((session, path) =>
        {
            var (ofDrive, destination) = DriveQualifiedPath.Read(SessionState, Destination);
            var target = DestinationOf(session, ofDrive);
            var to = TreePaths.Destination(destination, path, isAbove: Destination[^1] is '/' || ofDrive is not null && Destination[^1] is '\\');
            _used.Refuse(target, to, path);
            Transfer(session, path, target, to, options);
            _used.Add(target, to);
        });
    }

    /// <summary>The session of the new node.</summary>
    /// <param name="session">The source's.</param>
    /// <param name="ofDrive">That of the drive which the destination names.</param>
    private protected abstract ZkSession DestinationOf(ZkSession session, ZkSession? ofDrive);

    /// <summary>Brings one node to its place.</summary>
    private protected abstract void Transfer(ZkSession session, string path, ZkSession target, string to, TreeWriteOptions options);
}
