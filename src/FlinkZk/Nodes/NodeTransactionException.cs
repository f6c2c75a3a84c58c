namespace FlinkZk;

/// <summary>A transaction failed at one of its nodes.</summary>
/// <param name="path">The node.</param>
/// <param name="error">What is told.</param>
internal sealed class NodeTransactionException(string path, FlinkZkException error) : Exception(error.Message, error)
{
    public string Path { get; } = path;

    public FlinkZkException Error { get; } = error;
}
