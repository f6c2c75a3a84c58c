using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads the access control lists of nodes, an object an entry.</summary>
[Cmdlet(VerbsCommon.Get, "ZkAcl")]
[OutputType(typeof(ZkAcl))]
public sealed class GetZkAclCommand : ZkSessionCmdlet
{
    /// <summary>The paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodePathCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        var session = ActiveSession;
        foreach (var path in Path)
            ForTarget(path, () => WriteObject(Wait(token => AclReader.ReadAsync(session, path, token)), enumerateCollection: true));
    }
}
