namespace FlinkZk;

/// <summary>The sessions of one runspace, in the order in which they were opened.</summary>
internal sealed class RunspaceSessions : RunspacePart
{
    // closeSession goes out and the server answers in a moment; a server that is gone must not hold up the end of the process.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public static RunspaceSessions Current => ModuleState.Current.Part<RunspaceSessions>();

    public RunspaceList<ZkSession> List { get; } = new(session => session.Id);

    /// <summary>The one that is used where none is named: the last one opened.</summary>
    public ZkSession? Default => List.Last;

    // A session that ends properly needs its server for it.
    public override int Height => 1;

    /// <summary>Takes a session in, with the server that runs for it; from now on it is the default.</summary>
    public void Add(ZkSession session)
    {
        session.Home = this;
        List.Add(session);
        if (session.Embedded is { } server)
            State.Part<RunspaceServers>().List.Add(server);
    }

    /// <summary>Forgets a session, and the server that runs for it.</summary>
    public void Remove(ZkSession session)
    {
        List.Remove(session);
        session.Home = null;
        if (session.Embedded is { } server)
            State.Part<RunspaceServers>().List.Remove(server);
    }

    public override void Close()
    {
        var sessions = List.All();
        foreach (var session in sessions)
            Remove(session);
        Close(sessions, session => session.DisconnectAsync(), Deadline);
    }
}
