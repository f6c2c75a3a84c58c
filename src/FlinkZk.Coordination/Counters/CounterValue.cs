namespace FlinkZk.Coordination;

/// <summary>What a counter stands at.</summary>
/// <param name="Value">The number.</param>
/// <param name="Modified">When it was last changed, by the server's clock.</param>
public sealed record CounterValue(long Value, DateTimeOffset Modified);
