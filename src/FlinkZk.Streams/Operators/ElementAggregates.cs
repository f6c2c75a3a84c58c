using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.State;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>All aggregates of a plan, of records as windows see them.</summary>
internal sealed class ElementAggregates(RowAggregates aggregates) : IAggregateFunction<WindowElement, Accumulator[], object?[]>
{
    /// <summary>Writes and reads a value that is aggregated.</summary>
    public static readonly StateSerializer<object?> Value = new(
        (writer, value) =>
        {
            var timed = value as TimedValue;
            writer.Write(timed is not null);
            writer.WriteValue(timed is null ? value : timed.Value);
            if (timed is not null)
                writer.Write(timed.Time);
        },
        reader =>
        {
            var isTimed = reader.ReadBoolean();
            var value = reader.ReadValue();
            return isTimed ? new TimedValue(value!, reader.ReadInt64()) : value;
        });

    public Accumulator[] CreateAccumulator() => aggregates.CreateAccumulator();

    public void Add(WindowElement value, Accumulator[] accumulator) => aggregates.Add(value.Values, accumulator);

    public void Merge(Accumulator[] accumulator, Accumulator[] other) => aggregates.Merge(accumulator, other);

    public object?[] GetResult(Accumulator[] accumulator) => aggregates.GetResult(accumulator);
}
