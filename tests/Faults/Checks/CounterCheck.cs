using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>A counter is stepped once for each step that was acknowledged, and at most once for each whose end is not known.</summary>
internal static class CounterCheck
{
    public static IEnumerable<string> Find(IEnumerable<Operation> history, FinalState final)
    {
        var steps = history.Where(operation => operation.Kind == Kind.Count).ToArray();
        var made = steps.Where(step => step.IsOk).ToArray();
        foreach (var twice in made.GroupBy(step => step.Number).Where(same => same.Count() > 1))
            yield return $"Two steps made the same number: {string.Join(" and ", twice)}";
        foreach (var (before, after) in RealTime.Reversed(made, step => step.Number ?? 0))
            yield return $"A later step made a lower number: {before} and then {after}";
        var open = steps.Count(step => step.Outcome == Outcome.Unknown);
        if (final.Counter < made.Length || final.Counter > made.Length + open)
            yield return $"The counter stands at {final.Counter}, and {made.Length} steps were acknowledged; of {open} the end is not known.";
    }
}
