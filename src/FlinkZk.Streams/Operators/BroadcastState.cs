using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Operators;

/// <summary>A map that holds for all keys, in the order of its names.</summary>
internal sealed class BroadcastState
{
    private readonly SortedDictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    public void Put(string name, object? value) => _values[name] = value;

    public void Write(StateWriter writer)
    {
        writer.Write(_values.Count);
        foreach (var (name, value) in _values)
        {
            writer.Write(name);
            writer.WriteValue(value);
        }
    }

    public void Read(StateReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
            _values.Add(reader.ReadText(), reader.ReadValue());
    }
}
