using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>A lock has one owner at a time, and fencing tokens grow.</summary>
internal static class LockCheck
{
    public static IEnumerable<string> Find(IReadOnlyCollection<Operation> history)
    {
        foreach (var queue in history.Where(operation => operation.IsOk && operation.Kind is (Kind.Acquire or Kind.Safe)).GroupBy(operation => operation.Key))
        {
            var acquired = queue.Where(operation => operation.Kind == Kind.Acquire).ToArray();
            foreach (var twice in acquired.GroupBy(operation => operation.Number).Where(owners => owners.Count() > 1))
                yield return $"Two owners of '{queue.Key}' have one token: {string.Join(" and ", twice)}";
            foreach (var (before, after) in RealTime.Reversed(acquired, operation => operation.Number ?? 0))
                yield return $"A later owner of '{queue.Key}' has a lower token: {before} and then {after}";
            foreach (var violation in FindTwoOwners(queue.Where(operation => operation.Kind == Kind.Safe)))
                yield return violation;
        }
    }

    /// <summary>Who is told that it is safe after one with a higher token was told so: both were owners at that moment.</summary>
    private static IEnumerable<string> FindTwoOwners(IEnumerable<Operation> told)
    {
        var owners = told.GroupBy(operation => operation.Number).OrderByDescending(owner => owner.Key);
        Operation? successor = null;   // the first of all that were told with a higher token
        foreach (var owner in owners)
        {
            var last = owner.MaxBy(operation => operation.Began)!;
            if (successor is not null && last.Began > successor.Over)
                yield return $"Two owners at the same time: {successor} and then {last}";
            var first = owner.MinBy(operation => operation.Over)!;
            successor = successor is null || first.Over < successor.Over ? first : successor;
        }
    }
}
