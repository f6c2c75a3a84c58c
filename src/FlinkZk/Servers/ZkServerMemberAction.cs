namespace FlinkZk;

/// <summary>What Set-ZkServerMember makes of a member.</summary>
public enum ZkServerMemberAction
{
    /// <summary>It runs, and reaches the others.</summary>
    Running,

    /// <summary>Its ports and connections are closed, as if its process had ended.</summary>
    Stopped,

    /// <summary>It runs and clients reach it, but it does not reach the others.</summary>
    CutOff,
}
