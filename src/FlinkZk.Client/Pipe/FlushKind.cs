namespace FlinkZk.Client;

/// <summary>What has to happen so that encoded bytes leave.</summary>
internal enum FlushKind
{
    /// <summary>Somebody sends already, or there is no connection.</summary>
    None,
    /// <summary>Send on this thread: nothing else is on the way, so waiting for company would only cost time.</summary>
    Now,
    /// <summary>Send from the pool: what is encoded until then goes with it in one system call.</summary>
    Soon,
}
