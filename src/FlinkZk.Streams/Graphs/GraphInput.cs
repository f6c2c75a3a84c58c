namespace FlinkZk.Streams.Graphs;

/// <summary>What comes to one input of a step.</summary>
/// <param name="From">The outputs that come together there: names of steps, of side outputs with a point (<c>window.late</c>).</param>
internal sealed record GraphInput(IReadOnlyList<string> From)
{
    /// <summary>Whether records are keyed for it.</summary>
    public bool IsKeyed { get; init; }

    /// <summary>The property that is the key; null = all records have one key.</summary>
    public string? Key { get; init; }

    /// <summary>Whether text is a key by what it stands for.</summary>
    public bool ByValue { get; init; }
}
