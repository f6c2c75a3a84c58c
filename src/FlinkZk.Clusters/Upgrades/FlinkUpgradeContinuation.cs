namespace FlinkZk.Clusters.Upgrades;

/// <summary>How a change that was begun is gone on with.</summary>
public sealed record FlinkUpgradeContinuation
{
    /// <summary>Where the new jar lies here; null for where it lay when the change was begun.</summary>
    public string? Jar { get; init; }

    /// <summary>Where the old jar lies here; null for where it lay when the change was begun.</summary>
    public string? PreviousJar { get; init; }

    /// <summary>The savepoint of the stop, where it is known by other means.</summary>
    public string? Savepoint { get; init; }

    /// <summary>Arguments with the secrets among them that ZooKeeper does not keep; null for none. The others are as they were.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Settings with the secrets among them that ZooKeeper does not keep; null for none. The others are as they were.</summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>Whether it is taken back.</summary>
    public bool IsUndo { get; init; }
}
