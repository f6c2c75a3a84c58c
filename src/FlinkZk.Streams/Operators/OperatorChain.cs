using FlinkZk.Streams.Runtime;

namespace FlinkZk.Streams.Operators;

/// <summary>
/// Makes the chain of a plan:
/// <code>
///   with windows:  Timestamp -> [Filter] -> [Select] -> TimestampsAndWatermarks -> WindowAggregate
///   without:                    [Filter] -> [Select] -> RecordOutput
/// </code>
/// </summary>
internal static class OperatorChain
{
    public static Operator Build(StreamPlan plan, JobContext context)
    {
        var operators = new List<Operator>();
        if (plan.Window is not null)
            operators.Add(new TimestampOperator(plan.Time!, plan.TimeFormat));
        if (plan.Where is { } predicate)
            operators.Add(new FilterOperator(predicate, context));
        if (plan.Select is { } selector)
            operators.Add(new SelectOperator(selector, context));
        if (plan.Window is null)
        {
            operators.Add(new RecordOutputOperator(context));
        }
        else
        {
            operators.Add(new TimestampsAndWatermarksOperator(plan.Watermarks, context));
            operators.Add(new WindowAggregateOperator(plan, context));
        }

        for (var i = 1; i < operators.Count; i++)
            operators[i - 1].Next = operators[i];
        return operators[0];
    }
}
