using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>Contents that are kept record by record, because an evictor removes some before or after the window fires (<c>EvictingWindowOperator</c>). What it removes is gone.</summary>
internal sealed class EvictedContents<TIn, TAcc, TOut>(
    IAggregateFunction<TIn, TAcc, TOut> function, StateSerializer<TIn> serializer, Evictor<TIn> evictor) : WindowContents<TIn, List<Timestamped<TIn>>, TOut>
    where TAcc : class
{
    public override StateSerializer<List<Timestamped<TIn>>> Serializer { get; } = StateSerializers.ListOf(new StateSerializer<Timestamped<TIn>>(
        (writer, item) =>
        {
            writer.Write(item.Timestamp);
            serializer.Write(writer, item.Value);
        },
        reader =>
        {
            var timestamp = reader.ReadInt64();
            return new(serializer.Read(reader), timestamp);
        }));

    public override List<Timestamped<TIn>> Create() => [];

    public override void Add(List<Timestamped<TIn>> contents, TIn value, long timestamp) => contents.Add(new(value, timestamp));

    public override void Merge(List<Timestamped<TIn>> contents, List<Timestamped<TIn>> other) => contents.AddRange(other);

    public override TOut Fire(List<Timestamped<TIn>> contents)
    {
        if (!evictor.AfterFiring)
            evictor.Evict(contents);
        var accumulator = function.CreateAccumulator();
        foreach (var item in contents)
            function.Add(item.Value, accumulator);
        var result = function.GetResult(accumulator);
        if (evictor.AfterFiring)
            evictor.Evict(contents);
        return result;
    }

    public override bool IsEmpty(List<Timestamped<TIn>> contents) => contents.Count == 0;
}
