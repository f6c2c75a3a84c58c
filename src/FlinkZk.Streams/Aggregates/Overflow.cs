namespace FlinkZk.Streams.Aggregates;

/// <summary>In the place of a sum that left the range of its type: the window's error, and no other window's.</summary>
/// <param name="Aggregate">Which sum.</param>
/// <param name="Type">Whose range.</param>
internal sealed record Overflow(Aggregate Aggregate, string Type);
