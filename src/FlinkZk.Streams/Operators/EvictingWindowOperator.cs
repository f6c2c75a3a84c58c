using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>Windows that hold their records one by one, because some of them go when a result is given.</summary>
internal sealed class EvictingWindowOperator(string name, WindowPlan plan, JobContext context) : RuleWindowOperator<List<Timestamped<WindowElement>>>(name, plan, context)
{
    protected override WindowContents<WindowElement, List<Timestamped<WindowElement>>, object?[]> CreateContents(ElementAggregates aggregates) =>
        new EvictedContents<WindowElement, Accumulator[], object?[]>(aggregates, WindowElement.SerializerOf(ElementAggregates.Value), Plan.Keep!.Create());

    protected override WindowElement ElementOf(object?[] values) => new() { Values = [.. values] };
}
