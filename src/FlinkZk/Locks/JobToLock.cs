namespace FlinkZk;

/// <summary>A job whose lock is wanted through a session.</summary>
internal sealed record JobToLock(ZkSession Session, string Job);
