namespace FlinkZk.Coordination;

/// <summary>What has become of a member of a group.</summary>
public enum MemberChangeKind
{
    /// <summary>It is there, and was not, or was another of the same name.</summary>
    Joined,

    /// <summary>It has gone: given back, or its session is over.</summary>
    Left,

    /// <summary>What it says of itself is another thing.</summary>
    Changed,
}
