namespace FlinkZk.Clusters.Health;

/// <summary>High-availability data were not changed; nothing was done.</summary>
public sealed class HaRepairException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="path">The node that it is about.</param>
    /// <param name="message">The same as a sentence.</param>
    /// <param name="innerException">What it came from.</param>
    public HaRepairException(HaRepairProblem problem, string path, string message, Exception? innerException = null)
        : base(message, innerException) => (Problem, Path) = (problem, path);

    /// <summary>Why.</summary>
    public HaRepairProblem Problem { get; }

    /// <summary>The node that it is about.</summary>
    public string Path { get; }
}
