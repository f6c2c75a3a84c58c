using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>
/// Each change gives all keys one new value, which no other change gives. So acknowledged revisions are there, refused ones are not, and readers see one revision, never
/// an older one than before.
/// </summary>
internal static class ConfigurationCheck
{
    public static IEnumerable<string> Find(IReadOnlyCollection<Operation> history, FinalState final)
    {
        var changes = history.Where(operation => operation.Kind == Kind.Change).ToArray();
        return [.. FindLost(changes, final), .. FindUnwanted(changes, final), .. FindOrder(changes), .. FindMixtures(history, final)];
    }

    private static IEnumerable<string> FindLost(IEnumerable<Operation> changes, FinalState final)
    {
        foreach (var change in changes.Where(change => change.IsOk))
            if (change.Number != change.Expected + 1)
                yield return $"A change stands elsewhere than behind the revision that it expected: {change}";
            else if (!final.Revisions.TryGetValue(change.Number!.Value, out var value) || value != change.Value)
                yield return $"An acknowledged revision is missing, history has '{value}': {change}";
    }

    private static IEnumerable<string> FindUnwanted(IEnumerable<Operation> changes, FinalState final)
    {
        var standing = final.Revisions.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var change in changes.Where(change => change.Outcome is Outcome.Refused or Outcome.NotDone && standing.Contains(change.Value!)))
            yield return $"A change that was refused stands in history: {change}";
        foreach (var twice in final.Revisions.GroupBy(pair => pair.Value).Where(same => same.Count() > 1))
            yield return $"A change was made more than once: '{twice.Key}' as revisions {string.Join(", ", twice.Select(pair => pair.Key).Order())}";
    }

    private static IEnumerable<string> FindOrder(IEnumerable<Operation> changes) =>
        RealTime.Reversed([.. changes.Where(change => change.IsOk)], change => change.Number ?? 0).Select(pair => $"A later change has a lower revision: {pair.Before} and then {pair.After}");

    private static IEnumerable<string> FindMixtures(IEnumerable<Operation> history, FinalState final)
    {
        foreach (var reader in history.Where(operation => operation.Kind == Kind.Seen).GroupBy(operation => (operation.Contender, operation.Key)))
        {
            Operation? previous = null;
            foreach (var seen in reader.OrderBy(operation => operation.Id))
            {
                var values = seen.Value!.Split(' ').Distinct().ToArray();
                if (values.Length != 1)
                    yield return $"A reader saw a mixture: {seen}";
                else if (final.Revisions.TryGetValue(seen.Number!.Value, out var value) && value != values[0])
                    yield return $"A reader saw something else than revision {seen.Number} ('{value}'): {seen}";
                else if (!final.Revisions.ContainsKey(seen.Number.Value))
                    yield return $"A reader saw a revision that is not in history: {seen}";
                if (previous?.Number > seen.Number)
                    yield return $"A reader went back: {previous} and then {seen}";
                previous = seen;
            }
        }
    }
}
