namespace FlinkZk.Clusters.Model;

/// <summary>
/// An answer that Flink never gives without some of its fields. JSON of another shape, such as that of a proxy whose token has expired, has none of those that are known: read as
/// it stands, it would tell of a cluster without jobs.
/// </summary>
internal interface IFlinkAnswer
{
    /// <summary>Whether what Flink always says is there.</summary>
    bool IsWhole { get; }
}
