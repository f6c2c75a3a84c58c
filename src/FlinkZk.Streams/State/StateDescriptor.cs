namespace FlinkZk.Streams.State;

/// <summary>A state's name, by which it is found again after a restore, and how its values are written.</summary>
/// <param name="Name">Unique among the states of an operator.</param>
/// <param name="Serializer">Writes and reads a value.</param>
internal sealed record StateDescriptor<T>(string Name, StateSerializer<T> Serializer);
