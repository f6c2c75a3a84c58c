using FlinkZk.Streams.Aggregates;
using FlinkZk.Streams.Runtime;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Operators;

/// <summary>Windows that hold an accumulator, however many records. This is the operator beside which <see cref="FastWindowOperator"/> stands.</summary>
internal sealed class WindowAggregateOperator(string name, WindowPlan plan, JobContext context) : RuleWindowOperator<Accumulator[]>(name, plan, context)
{
    // One for all: it is added to windows at once, and kept by none.
    private readonly WindowElement _element = new();

    protected override WindowContents<WindowElement, Accumulator[], object?[]> CreateContents(ElementAggregates aggregates) =>
        new AggregatedContents<WindowElement, Accumulator[], object?[]>(aggregates, Aggregates.Serializer);

    protected override WindowElement ElementOf(object?[] values)
    {
        _element.Values = values;
        return _element;
    }
}
