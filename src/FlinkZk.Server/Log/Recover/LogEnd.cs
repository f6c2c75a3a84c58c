namespace FlinkZk.Server.Log;

/// <summary>Where a log ends that was read from beginning to end without damage.</summary>
/// <param name="Newest">Its last segment.</param>
/// <param name="Position">The end of the last record there.</param>
/// <param name="LastZxid">The last transaction.</param>
/// <param name="TornTail">What stands behind it and is no whole write, or null.</param>
/// <param name="IsChangedBehind">Whether somebody changed what is behind the end of a log that was closed: no transaction.</param>
internal sealed record LogEnd(SegmentFile Newest, int Position, long LastZxid, TornTail? TornTail, bool IsChangedBehind);
