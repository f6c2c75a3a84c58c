using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>What create made.</summary>
/// <param name="Path">The node's path, with its sequence number.</param>
/// <param name="Stat">The node's Stat; its Czxid can serve as a fencing token.</param>
public readonly record struct CreatedNode(string Path, Stat Stat);
