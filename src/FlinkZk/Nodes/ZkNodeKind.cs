namespace FlinkZk;

/// <summary>How long a node stays.</summary>
public enum ZkNodeKind
{
    /// <summary>Until it is deleted.</summary>
    Persistent,

    /// <summary>As long as the session that created it.</summary>
    Ephemeral,

    /// <summary>Until some time after its last child went.</summary>
    Container,

    /// <summary>Until it was unchanged and childless for its time to live.</summary>
    Ttl,
}
