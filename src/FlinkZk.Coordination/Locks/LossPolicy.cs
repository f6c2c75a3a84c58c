namespace FlinkZk.Coordination;

/// <summary>What becomes of an ownership whose session has no connection.</summary>
public enum LossPolicy
{
    /// <summary>It stands until <see cref="Ownership.SafeUntil"/>: a short interruption costs nothing, and nobody else can own meanwhile.</summary>
    HoldUntilDeadline,

    /// <summary>It is lost at once, and given back as soon as the server can be reached: for work that must not go on unseen.</summary>
    ReleaseOnSuspend,
}
