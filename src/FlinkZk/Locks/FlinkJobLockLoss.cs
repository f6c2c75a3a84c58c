namespace FlinkZk;

/// <summary>What becomes of a job lock whose session has no connection.</summary>
public enum FlinkJobLockLoss
{
    /// <summary>It is held until SafeUntil: a short interruption costs nothing, and nobody else can have it meanwhile.</summary>
    Hold,

    /// <summary>It is lost at once, and given back as soon as the server can be reached.</summary>
    Release,
}
