namespace FlinkZk;

/// <summary>A node that could not be read or changed while others could: the others go on, this one becomes an error of its own.</summary>
/// <param name="Path">The node.</param>
/// <param name="Exception">Why not.</param>
internal sealed record NodeFailure(string Path, Exception Exception);
