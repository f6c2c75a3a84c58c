namespace FlinkZk;

/// <summary>The sessions of Flink's SQL gateways of one runspace, in the order in which they were opened.</summary>
internal sealed class RunspaceSqlSessions : RunspacePart
{
    // closeSession goes out and the gateway answers in a moment; one that is gone must not hold up the end of the process.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public static RunspaceSqlSessions Current => ModuleState.Current.Part<RunspaceSqlSessions>();

    public RunspaceList<FlinkSqlSession> List { get; } = new(session => session.Id);

    /// <summary>The one that is used where none is named: the last one opened.</summary>
    public FlinkSqlSession? Default => List.Last;

    // A query that still runs ends with its session, while its cluster still lives.
    public override int Height => 3;

    /// <summary>Takes a session in; from now on it is the default.</summary>
    public void Add(FlinkSqlSession session)
    {
        session.Home = this;
        List.Add(session);
    }

    /// <summary>Forgets a session.</summary>
    public void Remove(FlinkSqlSession session)
    {
        List.Remove(session);
        session.Home = null;
    }

    public override void Close() => Close(List.TakeAll(), session => session.CloseAsync(CancellationToken.None), Deadline);
}
