using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>What windows see of a record: the values that are aggregated, and the numbers by which a trigger or an evictor decides.</summary>
internal sealed class WindowElement
{
    public object?[] Values { get; set; } = [];

    public double TriggerNumber { get; set; }

    public double KeepNumber { get; set; }

    /// <summary>Writes and reads it, given how a value is written.</summary>
    public static StateSerializer<WindowElement> SerializerOf(StateSerializer<object?> value) => new(
        (writer, element) =>
        {
            writer.Write(element.TriggerNumber);
            writer.Write(element.KeepNumber);
            writer.Write(element.Values.Length);
            foreach (var item in element.Values)
                value.Write(writer, item);
        },
        reader => new()
        {
            TriggerNumber = reader.ReadDouble(),
            KeepNumber = reader.ReadDouble(),
            Values = Array.ConvertAll(new object?[reader.ReadInt32()], _ => value.Read(reader)),
        });
}
