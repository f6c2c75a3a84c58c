namespace FlinkZk.Clusters.Deploy;

/// <summary>A change of leader that was helped along.</summary>
/// <param name="Leader">The new leader's REST server; null: nobody has taken over in time.</param>
/// <param name="Nodes">How many nodes of the former were removed; 0: they went by themselves.</param>
/// <param name="Elapsed">From the request, or the removal, to the publication of the new leader.</param>
public sealed record LeaderChangeResult(string? Leader, int Nodes, TimeSpan Elapsed);
