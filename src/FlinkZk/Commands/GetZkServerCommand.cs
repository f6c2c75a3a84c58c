using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Lists the servers that were started in this runspace, with what they hold and do.</summary>
[Cmdlet(VerbsCommon.Get, "ZkServer")]
[OutputType(typeof(ZkEmbeddedServer))]
public sealed class GetZkServerCommand : FlinkZkCmdlet
{
    /// <summary>The number of a server; without it all are listed.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var servers = RunspaceServers.Current.List.All();
        WriteObject(servers.Where(server => Id is null || Id.Contains(server.Id)), enumerateCollection: true);
        foreach (var missing in (Id ?? []).Where(id => servers.All(server => server.Id != id)))
            WriteError(NotFound(missing), missing);
    }

    internal static FlinkZkException NotFound(int id) => new(
        "ServerNotFound", ErrorCategory.ObjectNotFound, $"There is no server {id} in this runspace.", "Get-ZkServer lists them; Start-ZkServer starts one.");
}
