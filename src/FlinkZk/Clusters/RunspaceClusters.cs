namespace FlinkZk;

/// <summary>The connections of one runspace to Flink clusters, and the clusters that run for it.</summary>
internal sealed class RunspaceClusters : RunspacePart
{
    public static RunspaceClusters Current => ModuleState.Current.Part<RunspaceClusters>();

    /// <summary>The connections, in the order in which they were made.</summary>
    public RunspaceList<FlinkConnection> List { get; } = new(connection => connection.Id);

    /// <summary>The clusters whose processes run on this machine and end with the runspace.</summary>
    public RunspaceList<LocalFlink> Local { get; } = new(cluster => cluster.Id);

    /// <summary>The one that is used where none is named: the last one connected to.</summary>
    public FlinkConnection? Default => List.Last;

    // Before their ZooKeeper: without one they would only complain.
    public override int Height => 2;

    /// <summary>Takes a connection in; from now on it is the default.</summary>
    public void Add(FlinkConnection connection)
    {
        connection.Home = this;
        List.Add(connection);
    }

    /// <summary>Forgets a connection.</summary>
    public void Remove(FlinkConnection connection)
    {
        List.Remove(connection);
        connection.Home = null;
    }

    public override void Close()
    {
        foreach (var connection in List.TakeAll())
            connection.Close();
        foreach (var cluster in Local.TakeAll())
            cluster.End();
    }
}
