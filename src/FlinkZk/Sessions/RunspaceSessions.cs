using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FlinkZk;

/// <summary>
/// The sessions of one runspace. Parallel runspaces do not see each other's, so that nobody's default changes under their hands;
/// a session crosses over as <c>$using:session</c>. When the runspace closes, its sessions do.
/// </summary>
internal sealed class RunspaceSessions
{
    // closeSession goes out and the server answers in a moment; a server that is gone must not hold up the end of the process.
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> Table = [];
    private static int _lastId;

    private readonly List<ZkSession> _sessions = [];

    private RunspaceSessions(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            CloseAll();
    };

    /// <summary>Those of the runspace whose pipeline runs on this thread.</summary>
    public static RunspaceSessions Current => Table.GetValue(Runspace.DefaultRunspace, static runspace => new RunspaceSessions(runspace));

    /// <summary>The one that is used where none is named: the last one opened.</summary>
    public ZkSession? Default
    {
        get
        {
            lock (_sessions)
                return _sessions.Count == 0 ? null : _sessions[^1];
        }
    }

    /// <summary>The servers of the same runspace.</summary>
    public RunspaceServers Servers { get; } = new();

    public static int NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>A copy: whoever enumerates it may disconnect them meanwhile.</summary>
    public IReadOnlyList<ZkSession> All()
    {
        lock (_sessions)
            return [.. _sessions];
    }

    public void Add(ZkSession session)
    {
        lock (_sessions)
            _sessions.Add(session);
        if (session.Embedded is { } server)
            Servers.Add(server);
        MarkDefault();
    }

    public void Remove(ZkSession session)
    {
        lock (_sessions)
            _sessions.Remove(session);
        if (session.Embedded is { } server)
            Servers.Remove(server);
        session.IsDefault = false;
        MarkDefault();
    }

    /// <summary>Closes the sessions, then stops the servers: a session that ends properly needs its server for it.</summary>
    public void CloseAll()
    {
        var all = All();
        foreach (var session in all)
            Remove(session);
        Task.WhenAll(all.Select(session => Task.Run(() => session.DisconnectAsync().AsTask()))).Wait(CloseDeadline);
        Servers.StopAll();
    }

    private void MarkDefault()
    {
        foreach (var session in All())
            session.IsDefault = ReferenceEquals(session, Default);
    }
}
