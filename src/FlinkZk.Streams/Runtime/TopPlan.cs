namespace FlinkZk.Streams.Runtime;

/// <summary>The first records of each key by a value.</summary>
/// <param name="By">The property that orders them.</param>
/// <param name="Count">How many.</param>
public sealed record TopPlan(string By, int Count)
{
    /// <summary>The property by which records are keyed; null = all records are one.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the greatest are first.</summary>
    public bool Descending { get; init; }

    /// <summary>Whether each record has its rank, and one that moves is told.</summary>
    public bool WithRank { get; init; }

    /// <summary>Whether nothing goes out before the input has ended.</summary>
    public bool Final { get; init; }
}
