using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A node's data.</summary>
/// <param name="Data">The bytes; null where the node was made with null.</param>
/// <param name="Stat">The node's Stat.</param>
public readonly record struct NodeData(byte[]? Data, Stat Stat);
