namespace FlinkZk.Clusters.Configuration;

/// <summary>A key of Flink's configuration.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">What its value is.</param>
/// <param name="Default">What holds without it, as Flink prints it; null for nothing.</param>
/// <param name="Former">Names that it had before, which are still read.</param>
/// <param name="Values">The names that a value may have; empty unless it is one of several.</param>
public sealed record FlinkKey(string Name, FlinkKeyType Type, string? Default, IReadOnlyList<string> Former, IReadOnlyList<string> Values);
