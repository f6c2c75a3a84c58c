namespace FlinkZk.Streams.Runtime;

/// <summary>One record of each key.</summary>
/// <param name="Key">The property by which records are keyed.</param>
public sealed record DistinctPlan(string Key)
{
    /// <summary>Whether the latest by time stays and not the first that came.</summary>
    public bool KeepLast { get; init; }

    /// <summary>Whether nothing goes out before the input has ended; of the latest only.</summary>
    public bool Final { get; init; }
}
