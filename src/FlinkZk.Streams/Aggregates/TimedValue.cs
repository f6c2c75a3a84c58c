namespace FlinkZk.Streams.Aggregates;

/// <summary>A value and the time of its record.</summary>
internal sealed record TimedValue(object Value, long Time);
