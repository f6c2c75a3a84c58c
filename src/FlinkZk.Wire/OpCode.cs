namespace FlinkZk.Wire;

/// <summary>The type of a request, as <c>ZooDefs.OpCode</c> numbers it.</summary>
public enum OpCode
{
    /// <summary>An event from the server, not a request.</summary>
    Notification = 0,
    /// <summary>create, answered with the path only.</summary>
    Create = 1,
    /// <summary>delete.</summary>
    Delete = 2,
    /// <summary>exists.</summary>
    Exists = 3,
    /// <summary>getData.</summary>
    GetData = 4,
    /// <summary>setData.</summary>
    SetData = 5,
    /// <summary>getACL.</summary>
    GetAcl = 6,
    /// <summary>setACL.</summary>
    SetAcl = 7,
    /// <summary>getChildren, names only.</summary>
    GetChildren = 8,
    /// <summary>sync.</summary>
    Sync = 9,
    /// <summary>The heartbeat; its xid is always -2.</summary>
    Ping = 11,
    /// <summary>getChildren with the parent's Stat.</summary>
    GetChildren2 = 12,
    /// <summary>A version check; only inside multi.</summary>
    Check = 13,
    /// <summary>An atomic transaction.</summary>
    Multi = 14,
    /// <summary>create, answered with path and Stat (3.5).</summary>
    Create2 = 15,
    /// <summary>Changes the ensemble's members (3.5).</summary>
    Reconfig = 16,
    /// <summary>Asks whether this session has a watch (3.5).</summary>
    CheckWatches = 17,
    /// <summary>Removes this session's watches (3.5).</summary>
    RemoveWatches = 18,
    /// <summary>create of a container node (3.5.1).</summary>
    CreateContainer = 19,
    /// <summary>Server-internal: the sweep of an empty container or an expired TTL node.</summary>
    DeleteContainer = 20,
    /// <summary>create of a node with a time to live (3.5.3).</summary>
    CreateTtl = 21,
    /// <summary>Several reads in one request (3.6).</summary>
    MultiRead = 22,
    /// <summary>Adds an identity to the connection; its xid is always -4.</summary>
    Auth = 100,
    /// <summary>Re-arms watches after a reconnect; its xid is -8.</summary>
    SetWatches = 101,
    /// <summary>A SASL token.</summary>
    Sasl = 102,
    /// <summary>The session's ephemeral nodes (3.6).</summary>
    GetEphemerals = 103,
    /// <summary>The number of descendants (3.6).</summary>
    GetAllChildrenNumber = 104,
    /// <summary>SetWatches with persistent and recursive lists (3.6).</summary>
    SetWatches2 = 105,
    /// <summary>Arms a persistent or persistent recursive watch (3.6).</summary>
    AddWatch = 106,
    /// <summary>The identities of this connection (3.7).</summary>
    WhoAmI = 107,
    /// <summary>Server-internal: the transaction that begins a session.</summary>
    CreateSession = -10,
    /// <summary>Ends the session.</summary>
    CloseSession = -11,
    /// <summary>In replies to multi: the result of an operation that failed.</summary>
    Error = -1,
}
