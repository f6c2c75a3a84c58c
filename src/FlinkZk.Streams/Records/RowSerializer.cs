using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Records;

/// <summary>Writes a record into a snapshot by names and values; what is read back is a <see cref="Row"/>, whatever it was.</summary>
internal static class RowSerializer
{
    private const byte Plain = 0, List = 1, Nested = 2;

    public static readonly StateSerializer<IRow> Instance = new(Write, Read);

    private static void Write(StateWriter writer, IRow row)
    {
        writer.Write(row.Names.Count);
        foreach (var name in row.Names)
        {
            writer.Write(name);
            row.TryGetValue(name, out var value);
            WriteValue(writer, value);
        }
    }

    private static Row Read(StateReader reader)
    {
        var names = new string[reader.ReadInt32()];
        var values = new object?[names.Length];
        for (var i = 0; i < names.Length; i++)
            (names[i], values[i]) = (reader.ReadText(), ReadValue(reader));
        return new Row(new Schema(names), values);
    }

    private static void WriteValue(StateWriter writer, object? value)
    {
        switch (value)
        {
            case IRow row:
                writer.Write((int)Nested);
                Write(writer, row);
                break;
            case object?[] list:
                writer.Write((int)List);
                writer.Write(list.Length);
                foreach (var item in list)
                    WriteValue(writer, item);
                break;
            default:
                writer.Write((int)Plain);
                writer.WriteValue(value is null || !Keys.TryWiden(value, out var wide) ? value : wide);
                break;
        }
    }

    private static object? ReadValue(StateReader reader) => reader.ReadInt32() switch
    {
        Nested => Read(reader),
        List => Array.ConvertAll(new object?[reader.ReadInt32()], _ => ReadValue(reader)),
        _ => reader.ReadValue(),
    };
}
