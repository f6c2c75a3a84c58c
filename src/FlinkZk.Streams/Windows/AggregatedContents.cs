using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Windows;

/// <summary>Contents that are aggregated as they come: an accumulator a window, however many records.</summary>
internal sealed class AggregatedContents<TIn, TAcc, TOut>(IAggregateFunction<TIn, TAcc, TOut> function, StateSerializer<TAcc> serializer) : WindowContents<TIn, TAcc, TOut>
    where TAcc : class
{
    public override StateSerializer<TAcc> Serializer => serializer;

    public override TAcc Create() => function.CreateAccumulator();

    public override void Add(TAcc contents, TIn value, long timestamp) => function.Add(value, contents);

    public override void Merge(TAcc contents, TAcc other) => function.Merge(contents, other);

    public override TOut Fire(TAcc contents) => function.GetResult(contents);
}
