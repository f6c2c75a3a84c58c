namespace FlinkZk.Server.Net;

/// <summary>What a front end is to its clients: the <c>Mode</c> that srvr tells.</summary>
internal enum ServerRole
{
    Standalone,
    Leader,
    Follower,
    Observer,
    /// <summary>It has lost the others, and shows what it knew then.</summary>
    ReadOnly,
    /// <summary>It has lost the others, and accepts no session.</summary>
    NotServing,
}
