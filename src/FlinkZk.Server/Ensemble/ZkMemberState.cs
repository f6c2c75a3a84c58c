namespace FlinkZk.Server.Ensemble;

/// <summary>What a member of an ensemble does at present.</summary>
public enum ZkMemberState
{
    /// <summary>It does not run: its port is closed.</summary>
    Stopped,
    /// <summary>It runs, but has lost the majority, and accepts no session.</summary>
    Looking,
    /// <summary>It has lost the majority, and shows what it knew then to clients that ask for no more.</summary>
    ReadOnly,
    /// <summary>It serves, and has no vote.</summary>
    Observer,
    /// <summary>It serves.</summary>
    Follower,
    /// <summary>It serves, and leads the others.</summary>
    Leader,
}
