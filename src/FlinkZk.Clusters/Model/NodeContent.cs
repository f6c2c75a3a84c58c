namespace FlinkZk.Clusters.Model;

/// <summary>A node and what its bytes mean, or why they cannot be read: one of the two.</summary>
/// <typeparam name="T">What they mean.</typeparam>
/// <param name="Node">The node.</param>
/// <param name="Value">What its bytes mean; null if they cannot be read.</param>
/// <param name="Error">Why they cannot be read; null if they can.</param>
public sealed record NodeContent<T>(NodeFacts Node, T? Value, FormatError? Error) where T : class;
