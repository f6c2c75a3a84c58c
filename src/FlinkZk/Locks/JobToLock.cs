namespace FlinkZk;

/// <summary>A job whose lock is wanted through a session.</summary>
internal readonly record struct JobToLock(ZkSession Session, string Job);
