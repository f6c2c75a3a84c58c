namespace FlinkZk;

/// <summary>One step of a walk: a node, or one that could not be read.</summary>
/// <param name="Node">The node; null where there is a failure.</param>
/// <param name="Failure">Which node could not be read, and why.</param>
internal readonly record struct NodeRead(ZkNode? Node, NodeFailure? Failure);
