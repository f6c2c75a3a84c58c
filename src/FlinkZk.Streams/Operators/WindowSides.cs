using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Operators;

/// <summary>What a window holds of two inputs.</summary>
internal sealed record WindowSides(List<IRow> Left, List<IRow> Right)
{
    private static readonly StateSerializer<List<IRow>> Rows = StateSerializers.ListOf(RowSerializer.Instance);

    public static readonly StateSerializer<WindowSides> Serializer = new(
        (writer, sides) =>
        {
            Rows.Write(writer, sides.Left);
            Rows.Write(writer, sides.Right);
        },
        reader =>
        {
            var left = Rows.Read(reader);
            return new(left, Rows.Read(reader));
        });
}
