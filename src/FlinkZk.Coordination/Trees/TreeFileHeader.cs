namespace FlinkZk.Coordination;

/// <summary>What a subtree's file says of itself.</summary>
/// <param name="Root">The node that was exported, as its session named it.</param>
/// <param name="Time">When it was exported.</param>
/// <param name="Zxid">The last transaction that the session knew of when the export began.</param>
public sealed record TreeFileHeader(string Root, DateTimeOffset Time, long Zxid);
