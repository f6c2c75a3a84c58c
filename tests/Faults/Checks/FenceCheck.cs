using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>What is fenced takes no write of a former owner.</summary>
internal static class FenceCheck
{
    public static IEnumerable<string> Find(IReadOnlyCollection<Operation> history)
    {
        var written = history.Where(operation => operation.IsOk && operation.Kind is (Kind.Fenced or Kind.FencedFile)).ToArray();
        foreach (var resource in written.GroupBy(operation => operation.Key))
        {
            var inOrder = resource.OrderBy(operation => operation.Number).ToArray();
            foreach (var (before, after) in inOrder.Zip(inOrder.Skip(1)))
            {
                if (before.Number == after.Number)
                    yield return $"Two writes have one place: {before} and {after}";
                if (before.Expected > after.Expected)
                    yield return $"A lower token was accepted after a higher: {before} and then {after}";
            }
        }
        foreach (var violation in FindStale(history, written))
            yield return violation;
    }

    /// <summary>
    /// A transaction with the proof of ownership that began when another was owner already. A file is not asked for that: it knows of a token only when it sees it.
    /// </summary>
    private static IEnumerable<string> FindStale(IEnumerable<Operation> history, IEnumerable<Operation> written)
    {
        var acquired = new Queue<Operation>(history.Where(operation => operation is { Kind: Kind.Acquire, IsOk: true }).OrderBy(operation => operation.Over));
        Operation? newest = null;
        foreach (var write in written.Where(operation => operation.Kind == Kind.Fenced).OrderBy(operation => operation.Began))
        {
            while (acquired.TryPeek(out var next) && next.Over < write.Began)
            {
                acquired.Dequeue();
                newest = newest is null || next.Number > newest.Number ? next : newest;
            }
            if (newest is not null && write.Expected < newest.Number)
                yield return $"A former owner's write was accepted: {newest} and then {write}";
        }
    }
}
