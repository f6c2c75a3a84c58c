namespace FlinkZk.Testing;

/// <summary>How an Apache ZooKeeper server is started.</summary>
public sealed record ApacheServerOptions
{
    /// <summary>The tick; sessions last 2 to 20 of them.</summary>
    public TimeSpan TickTime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The member's number in an ensemble; 0 for a server alone.</summary>
    public int Id { get; init; }

    /// <summary>Further lines of zoo.cfg.</summary>
    public IReadOnlyList<string> Config { get; init; } = [];

    /// <summary>Further flags for java.</summary>
    public IReadOnlyList<string> JavaFlags { get; init; } = [];
}
