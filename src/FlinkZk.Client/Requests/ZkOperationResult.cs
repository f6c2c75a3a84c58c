using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What one operation of a transaction gave.</summary>
/// <param name="Type">The operation.</param>
/// <param name="Path">The path made by create, with its sequence number; otherwise null.</param>
/// <param name="Stat">The node's Stat after set, and after create where the server is 3.9 or later; otherwise null.</param>
public readonly record struct ZkOperationResult(OpCode Type, string? Path, Stat? Stat);
