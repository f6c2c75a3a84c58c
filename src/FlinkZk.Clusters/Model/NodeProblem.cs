using FlinkZk.Wire;

namespace FlinkZk.Clusters.Model;

/// <summary>A node that could not be read, or not be understood: one of the two.</summary>
/// <param name="Path">The node.</param>
/// <param name="Code">ZooKeeper's number for why it is not known; null if it was read.</param>
/// <param name="Error">What is wrong with its bytes or its name; null if it is not known.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record NodeProblem(string Path, ErrorCode? Code, FormatError? Error, string Message);
