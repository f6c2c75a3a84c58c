using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Runtime;

/// <summary>A record that came after every window it lies in was gone.</summary>
/// <param name="Row">The record.</param>
/// <param name="Timestamp">Its time, UTC.</param>
/// <param name="Key">Its key; null where the plan names none.</param>
/// <param name="Position">Where it came from.</param>
/// <param name="Revision">The configuration's revision at that moment.</param>
public sealed record LateRecord(IRow Row, DateTime Timestamp, object? Key, SourcePosition Position, long Revision);
