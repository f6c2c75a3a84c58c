using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>Those who hold a lock together are never more than any of them allows: readers never beside a writer, never more places than a semaphore has.</summary>
internal static class SharedLockCheck
{
    public static IEnumerable<string> Find(IReadOnlyCollection<Operation> history)
    {
        foreach (var queue in history.Where(operation => operation is { IsOk: true, Kind: Kind.SafeShared }).GroupBy(operation => operation.Key))
        {
            // An owner held it from the first word that it is safe to the last, for nobody becomes safe again.
            var owners = queue.GroupBy(operation => operation.Number).Select(told => (Told: told.First(), From: told.Min(one => one.Over), To: told.Max(one => one.Began)))
                .Where(owner => owner.From < owner.To).OrderBy(owner => owner.From);
            var holding = new List<(Operation Told, long From, long To)>();
            foreach (var owner in owners)
            {
                holding.RemoveAll(other => other.To < owner.From);
                holding.Add(owner);
                if (holding.Any(one => one.Told.Expected < holding.Count))
                    yield return $"More owners of '{queue.Key}' than they allow: {string.Join(" and ", holding.Select(one => one.Told))}";
            }
        }
    }
}
