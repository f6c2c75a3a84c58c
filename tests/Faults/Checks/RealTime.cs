using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>Orders by the clock: one operation is before another when it was over before the other began.</summary>
internal static class RealTime
{
    /// <summary>Operations that are before another one and have a number that is not lower.</summary>
    public static IEnumerable<(Operation Before, Operation After)> Reversed(IReadOnlyCollection<Operation> operations, Func<Operation, long> number)
    {
        var over = new Queue<Operation>(operations.OrderBy(operation => operation.Over));
        Operation? highest = null;
        foreach (var operation in operations.OrderBy(operation => operation.Began))
        {
            while (over.TryPeek(out var next) && next.Over < operation.Began)
            {
                over.Dequeue();
                highest = highest is null || number(next) > number(highest) ? next : highest;
            }
            if (highest is not null && number(highest) >= number(operation))
                yield return (highest, operation);
        }
    }
}
