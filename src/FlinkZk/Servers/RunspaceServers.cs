namespace FlinkZk;

/// <summary>The servers of one runspace, those of sessions of Connect-Zk -Embedded among them.</summary>
internal sealed class RunspaceServers : RunspacePart
{
    // What was accepted is written; a disk that hangs must not hold up the end of the process.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    public static RunspaceServers Current => ModuleState.Current.Part<RunspaceServers>();

    public RunspaceList<ZkEmbeddedServer> List { get; } = new(server => server.Id);

    public override void Close() => Close(List.TakeAll(), server => server.StopAsync(), Deadline);
}
