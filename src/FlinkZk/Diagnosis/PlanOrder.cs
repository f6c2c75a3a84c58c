using FlinkZk.Clusters.Model;

namespace FlinkZk;

/// <summary>The order in which records pass through a plan; Flink has no particular one.</summary>
internal static class PlanOrder
{
    public static IReadOnlyList<FlinkPlanNode> SourcesFirst(IReadOnlyList<FlinkPlanNode> nodes)
    {
        var byId = nodes.ToLookup(node => node.Id, StringComparer.Ordinal);
        var seen = new HashSet<FlinkPlanNode>(ReferenceEqualityComparer.Instance);
        var ordered = new List<FlinkPlanNode>();
        // Of its own stack: a plan may be thousands of vertices deep.
        var open = new Stack<(FlinkPlanNode Node, bool HasInputs)>(nodes.Reverse().Select(node => (node, false)));
        while (open.TryPop(out var next))
        {
            if (next.HasInputs)
            {
                ordered.Add(next.Node);
                continue;
            }
            if (!seen.Add(next.Node))
                continue;
            open.Push((next.Node, true));
            foreach (var input in (next.Node.Inputs ?? []).Reverse().SelectMany(input => byId[input.Id]))
                open.Push((input, false));
        }
        return ordered;
    }
}
