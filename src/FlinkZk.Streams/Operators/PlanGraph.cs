using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Makes the graph of a plan:
/// <code>
///   with windows:  timestamps -> [filter] -> [select] -> watermarks -> key -> window -> output
///   without:                     [filter] -> [select] -> output
/// </code>
/// </summary>
internal static class PlanGraph
{
    /// <returns>The graph, and the input of its first operator.</returns>
    public static (OperatorGraph Graph, InputPort Head) Build(StreamPlan plan, JobContext context)
    {
        var operators = new List<(string Name, Operator Operator)>();
        if (plan.Time is not null)
            operators.Add(("timestamps", new TimestampOperator(plan.Time, plan.TimeFormat)));
        if (plan.Where is { } predicate)
            operators.Add(("filter", new FilterOperator(predicate, context)));
        if (plan.Select is { } selector)
            operators.Add(("select", new SelectOperator(selector, context)));
        if (plan.Window is not null)
        {
            operators.Add(("watermarks", new TimestampsAndWatermarksOperator(plan.Watermarks, context, inBatch: true)));
            operators.Add(("key", new KeyByOperator(plan.Key)));
            operators.Add(("window", WindowPath.WhyByRule(plan) is null ? new FastWindowOperator(plan, context) : new WindowAggregateOperator(plan, context)));
        }

        operators.Add(("output", new OutputOperator(context)));

        var graph = new OperatorGraph();
        for (var i = 0; i < operators.Count; i++)
        {
            graph.Add(operators[i].Name, operators[i].Operator);
            if (i > 0)
                graph.Connect(operators[i - 1].Name, operators[i].Name);
        }

        return (graph, graph.Input(operators[0].Name));
    }
}
