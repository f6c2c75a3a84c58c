namespace FlinkZk.Clusters.Model;

/// <summary>A metric's value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What Flink says; null where only the name was asked for.</param>
/// <param name="Value">The number that the text stands for, NaN among them; null for none.</param>
public sealed record FlinkMetric(string Name, string? Text, double? Value);
