namespace FlinkZk.Streams.Windows;

/// <summary>A record in a window.</summary>
/// <param name="Value">The record.</param>
/// <param name="Timestamp">Its time; <see cref="long.MinValue"/> = it has none.</param>
internal readonly record struct Timestamped<T>(T Value, long Timestamp);
