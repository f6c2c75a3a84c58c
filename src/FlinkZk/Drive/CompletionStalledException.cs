namespace FlinkZk;

/// <summary>A server does not answer while Tab waits: there is nothing to offer.</summary>
internal sealed class CompletionStalledException() : OperationCanceledException("The server does not answer in time for completion.");
