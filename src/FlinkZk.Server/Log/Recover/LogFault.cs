namespace FlinkZk.Server.Log;

/// <summary>Where a log stops being good, and thus what a repair has to put aside.</summary>
/// <param name="Segment">The segment that can be read up to <paramref name="Offset"/>; all later ones are useless.</param>
/// <param name="Offset">The end of its last good record; 0 if not even the header is.</param>
/// <param name="Snapshot">Instead, a snapshot that does not fit the log.</param>
internal sealed record LogFault(uint Segment, long Offset, long? Snapshot = null);
