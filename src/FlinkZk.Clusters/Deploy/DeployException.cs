namespace FlinkZk.Clusters.Deploy;

/// <summary>A cluster was not started, or not stopped.</summary>
/// <param name="problem">Which case it is.</param>
/// <param name="message">What happened, for users.</param>
/// <param name="innerException">The cause.</param>
public sealed class DeployException(DeployProblem problem, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Which case it is.</summary>
    public DeployProblem Problem { get; } = problem;
}
