using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>Names of sequential nodes are unique and grow, and what was acknowledged is there.</summary>
internal static class SequenceCheck
{
    public static IEnumerable<string> Find(IEnumerable<Operation> history, FinalState final)
    {
        var made = history.Where(operation => operation is { Kind: Kind.Sequence, IsOk: true }).ToArray();
        foreach (var parent in made.GroupBy(operation => operation.Key))
        {
            foreach (var twice in parent.GroupBy(operation => operation.Number).Where(same => same.Count() > 1))
                yield return $"Two nodes have one number: {string.Join(" and ", twice)}";
            foreach (var (before, after) in RealTime.Reversed([.. parent], operation => operation.Number ?? 0))
                yield return $"A later node has a lower number: {before} and then {after}";
        }
        foreach (var operation in made)
            if (!final.Sequence.TryGetValue(operation.Found!, out var value))
                yield return $"An acknowledged node is not there: {operation}";
            else if (value != operation.Value)
                yield return $"A node holds '{value}' and not what was acknowledged: {operation}";
    }
}
