namespace FlinkZk.Clusters.Health;

/// <summary>What a rule says of a node; cost and repair follow from the kind.</summary>
internal readonly record struct Sighting(HaFindingKind Kind, HaSeverity Severity, string Path, string Evidence);
