using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Reads the access control lists of nodes, an object an entry.</summary>
[Cmdlet(VerbsCommon.Get, "ZkAcl", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ZkAcl))]
public sealed class GetZkAclCommand : ZkPathCmdlet
{
    /// <inheritdoc/>
    protected override void Process() =>
        ForEachNode((session, path) => Send(session, path, 0, token => AclReader.ReadAsync(session, path, token), entries => WriteObject(entries, enumerateCollection: true)));
}
