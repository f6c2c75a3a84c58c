using System.Management.Automation;
using FlinkZk.Cmdlets;

namespace FlinkZk.Commands;

/// <summary>Stops servers of this process. What they have accepted is written first; data in memory are gone.</summary>
[Cmdlet(VerbsLifecycle.Stop, "ZkServer", SupportsShouldProcess = true, DefaultParameterSetName = IdSet)]
[OutputType(typeof(ZkEmbeddedServer))]
public sealed class StopZkServerCommand : FlinkZkCmdlet
{
    private const string IdSet = "Id";
    private const string ServerSet = "Server";

    /// <summary>The numbers of the servers, as Get-ZkServer shows them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(ServerIdCompleter))]
    [ValidateNotNullOrEmpty]
    public int[] Id { get; set; } = [];

    /// <summary>The servers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public ZkEmbeddedServer[] Server { get; set; } = [];

    /// <summary>Gives the stopped servers, with their last figures.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (var server in Server)
            ForTarget(server, () => Stop(server));
        foreach (var id in Id)
            ForTarget(id, () => Stop(RunspaceServers.Current.List.Find(id) ?? throw GetZkServerCommand.NotFound(id)));
    }

    private void Stop(ZkEmbeddedServer server)
    {
        var (data, session) = (server.DataPath is null ? "; its data are in memory and will be gone" : "", server.SessionId is { } id ? $" that session {id} uses" : "");
        if (!ShouldProcess(server.ConnectionString, $"Stop the server{session}{data}"))
            return;
        RunspaceServers.Current.List.Remove(server);
        Wait(token => new ValueTask(server.StopAsync().AsTask().WaitAsync(token)));
        if (PassThru)
            WriteObject(server);
    }
}
