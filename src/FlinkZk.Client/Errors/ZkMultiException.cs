using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A transaction failed; nothing of it was carried out.</summary>
public sealed class ZkMultiException : ZkException
{
    internal ZkMultiException(ErrorCode code, string message, string? path, int failedIndex, IReadOnlyList<ErrorCode> results)
        : base(code, message, path)
    {
        FailedIndex = failedIndex;
        Results = results;
    }

    /// <summary>The operation that failed, counted from 0.</summary>
    public int FailedIndex { get; }

    /// <summary>One for each operation: Ok before the failed one, its error, RuntimeInconsistency after it.</summary>
    public IReadOnlyList<ErrorCode> Results { get; }
}
