namespace FlinkZk.Clusters.Model;

/// <summary>Why the bytes, or the name, of a node cannot be read.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Offset">Where, from 0: in bytes, for a name in characters.</param>
/// <param name="Message">The same as a sentence.</param>
public sealed record FormatError(FormatProblem Problem, int Offset, string Message);
