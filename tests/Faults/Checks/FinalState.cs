namespace FlinkZk.Faults.Checks;

/// <summary>What is left when all contenders have gone.</summary>
internal sealed record FinalState
{
    /// <summary>The nodes in the locks' queues.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>What the counter stands at.</summary>
    public long Counter { get; init; }

    /// <summary>The sequential nodes, by name, and what they hold.</summary>
    public IReadOnlyDictionary<string, string> Sequence { get; init; } = new Dictionary<string, string>();

    /// <summary>The history of the configuration: for each revision what every key got.</summary>
    public IReadOnlyDictionary<long, string> Revisions { get; init; } = new Dictionary<long, string>();
}
