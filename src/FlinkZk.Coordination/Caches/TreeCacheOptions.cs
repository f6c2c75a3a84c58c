namespace FlinkZk.Coordination;

/// <summary>What a cache keeps, and how it learns of changes.</summary>
internal sealed record TreeCacheOptions
{
    /// <summary>How many levels below the top are kept: 0 for the node alone.</summary>
    public int Depth { get; init; } = int.MaxValue;

    /// <summary>The most nodes; with more the cache ends, and says so.</summary>
    public int MaxNodes { get; init; } = 100_000;

    /// <summary>The most memory for names and data, in bytes, by and large; with more the cache ends, and says so.</summary>
    public long MaxBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Uses watches that fire once, two a node, as before 3.6, wherever one recursive watch would do.</summary>
    public bool PlainWatches { get; init; }
}
