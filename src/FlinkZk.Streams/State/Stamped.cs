namespace FlinkZk.Streams.State;

/// <summary>A value and when it was touched last, from which its time to live counts.</summary>
/// <param name="Value">The value.</param>
/// <param name="Touched">Processing time in milliseconds; 0 where nothing expires.</param>
internal readonly record struct Stamped<T>(T Value, long Touched);
