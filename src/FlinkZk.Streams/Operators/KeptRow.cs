using FlinkZk.Streams.Records;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Operators;

/// <summary>A record that is kept for its key, by the value that orders it.</summary>
/// <param name="Row">The record.</param>
/// <param name="Order">Int64, Double, Decimal, text, time or Boolean.</param>
/// <param name="Time">The record's time; <see cref="long.MinValue"/> = it has none.</param>
internal sealed record KeptRow(IRow Row, object Order, long Time)
{
    public static readonly StateSerializer<KeptRow> Serializer = new(
        (writer, kept) =>
        {
            RowSerializer.Instance.Write(writer, kept.Row);
            writer.WriteValue(kept.Order);
            writer.Write(kept.Time);
        },
        reader =>
        {
            var row = RowSerializer.Instance.Read(reader);
            var order = reader.ReadValue()!;
            return new(row, order, reader.ReadInt64());
        });
}
