namespace FlinkZk.Streams.Runtime;

/// <summary>What two inputs are joined by.</summary>
public sealed record JoinPlan
{
    /// <summary>The outputs whose records come together on the left.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>The outputs whose records come together on the right.</summary>
    public IReadOnlyList<string> Right { get; init; } = [];

    /// <summary>The property of the left that is the key; null = all have one key. Text is a key by what it stands for, so that <c>7</c> of a text file meets the number 7.</summary>
    public string? LeftKey { get; init; }

    /// <summary>The property of the right that is the key.</summary>
    public string? RightKey { get; init; }

    /// <summary>Which records come out without a partner, where the join can tell.</summary>
    public JoinKind Kind { get; init; }

    /// <summary>What is put before names of the right that the left has, too.</summary>
    public string Prefix { get; init; } = "Right";
}
