namespace FlinkZk.Coordination;

/// <summary>What has changed in a cache.</summary>
internal enum CacheChangeKind
{
    /// <summary>A node is there.</summary>
    Created,

    /// <summary>Its data changed, or whether it may be read.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>The connection is lost: what is known stays, and gets no newer.</summary>
    Lost,

    /// <summary>All was read anew: what came and went meanwhile is not told.</summary>
    Rebuilt,
}
