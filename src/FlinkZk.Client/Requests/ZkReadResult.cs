using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What one read of a multi-read gave; each succeeds or fails alone.</summary>
/// <param name="Error">Ok, or why this read failed.</param>
/// <param name="Data">The answer to a read of data.</param>
/// <param name="Names">The answer to a read of children.</param>
public readonly record struct ZkReadResult(ErrorCode Error, NodeData? Data, IReadOnlyList<string>? Names);
