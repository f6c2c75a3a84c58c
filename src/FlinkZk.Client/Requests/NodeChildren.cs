using FlinkZk.Wire;

namespace FlinkZk.Client;

/// <summary>A node's children.</summary>
/// <param name="Names">Names, not paths, in no order.</param>
/// <param name="Stat">The parent's Stat.</param>
public readonly record struct NodeChildren(IReadOnlyList<string> Names, Stat Stat);
