using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FlinkZk;

/// <summary>
/// What the module keeps for one runspace: sessions and servers. Parallel runspaces do not see each other's, so that nobody's default changes under their
/// hands; a session crosses over as <c>$using:session</c>. When the runspace closes, all of it does.
/// </summary>
internal sealed class ModuleState
{
    // closeSession goes out and the server answers in a moment; a server that is gone must not hold up the end of the process.
    private static readonly TimeSpan SessionDeadline = TimeSpan.FromSeconds(2);

    // What was accepted is written; a disk that hangs must not hold it up either.
    private static readonly TimeSpan ServerDeadline = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<Runspace, ModuleState> Table = [];

    private ModuleState(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            CloseAll();
    };

    /// <summary>That of the runspace whose pipeline runs on this thread.</summary>
    public static ModuleState Current => Table.GetValue(Runspace.DefaultRunspace, static runspace => new ModuleState(runspace));

    /// <summary>The sessions, in the order in which they were opened.</summary>
    public RunspaceList<ZkSession> Sessions { get; } = new(session => session.Id);

    /// <summary>The servers, those of sessions of Connect-Zk -Embedded among them.</summary>
    public RunspaceList<ZkEmbeddedServer> Servers { get; } = new(server => server.Id);

    /// <summary>The connections to Flink clusters.</summary>
    public RunspaceList<FlinkConnection> Clusters { get; } = new(connection => connection.Id);

    /// <summary>The clusters whose processes run on this machine and end with the runspace.</summary>
    public RunspaceList<LocalFlink> LocalClusters { get; } = new(cluster => cluster.Id);

    /// <summary>The sessions of Flink SQL gateways.</summary>
    public RunspaceList<FlinkSqlSession> SqlSessions { get; } = new(session => session.Id);

    /// <summary>The drives with sessions of their own, those of functions and blocks among them: the engine lists only the drives of its outermost scope.</summary>
    public List<ZkDriveInfo> Drives { get; } = [];

    /// <summary>What Register-ZkNodeEvent subscribed, with where: the engine keeps subscriptions of a module that is gone.</summary>
    public ConcurrentDictionary<PSEventSubscriber, PSEventManager> Subscribers { get; } = [];

    /// <summary>The session that is used where none is named: the last one opened.</summary>
    public ZkSession? DefaultSession => Sessions.Last;

    /// <summary>The Flink cluster that is used where none is named: the last one connected to.</summary>
    public FlinkConnection? DefaultCluster => Clusters.Last;

    /// <summary>The SQL session that is used where none is named: the last one opened.</summary>
    public FlinkSqlSession? DefaultSqlSession => SqlSessions.Last;

    /// <summary>The transaction in whose block commands run now; null outside of one.</summary>
    public NodeTransaction? Transaction { get; set; }

    /// <summary>Takes a session in, with the server that runs for it; from now on it is the default.</summary>
    public void Add(ZkSession session)
    {
        session.Home = this;
        Sessions.Add(session);
        if (session.Embedded is { } server)
            Servers.Add(server);
    }

    /// <summary>Forgets a session, and the server that runs for it.</summary>
    public void Remove(ZkSession session)
    {
        Sessions.Remove(session);
        session.Home = null;
        if (session.Embedded is { } server)
            Servers.Remove(server);
    }

    /// <summary>Takes a connection in; from now on it is the default.</summary>
    public void Add(FlinkConnection connection)
    {
        connection.Home = this;
        Clusters.Add(connection);
    }

    /// <summary>Forgets a connection.</summary>
    public void Remove(FlinkConnection connection)
    {
        Clusters.Remove(connection);
        connection.Home = null;
    }

    /// <summary>Takes a SQL session in; from now on it is the default.</summary>
    public void Add(FlinkSqlSession session)
    {
        session.Home = this;
        SqlSessions.Add(session);
    }

    /// <summary>Forgets a SQL session.</summary>
    public void Remove(FlinkSqlSession session)
    {
        SqlSessions.Remove(session);
        session.Home = null;
    }

    /// <summary>Ends the subscriptions. Pipeline thread.</summary>
    public void Unsubscribe()
    {
        foreach (var (subscriber, manager) in Subscribers)
            manager.UnsubscribeEvent(subscriber);
    }

    /// <summary>Closes the sessions, then stops the servers: a session that ends properly needs its server for it.</summary>
    public void CloseAll()
    {
        // A query that still runs ends with its session.
        Close(SqlSessions.TakeAll(), session => session.CloseAsync(CancellationToken.None), SessionDeadline);
        foreach (var connection in Clusters.TakeAll())
            connection.Close();
        // Before their ZooKeeper: without one they would only complain.
        foreach (var cluster in LocalClusters.TakeAll())
            cluster.End();
        var sessions = Sessions.All();
        foreach (var session in sessions)
            Remove(session);
        Close(sessions, session => session.DisconnectAsync(), SessionDeadline);
        Close(Servers.TakeAll(), server => server.StopAsync(), ServerDeadline);
    }

    private static void Close<T>(IReadOnlyList<T> items, Func<T, ValueTask> close, TimeSpan deadline) =>
        Task.WhenAll(items.Select(item => Task.Run(() => close(item).AsTask()))).Wait(deadline);
}
