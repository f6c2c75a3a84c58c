namespace FlinkZk.Streams.State;

/// <summary>Writes values of one type into a snapshot and reads them back.</summary>
/// <param name="Write">Writes a value.</param>
/// <param name="Read">Reads what was written.</param>
internal sealed record StateSerializer<T>(Action<StateWriter, T> Write, Func<StateReader, T> Read);
