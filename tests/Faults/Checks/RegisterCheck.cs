using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Checks;

/// <summary>Every node that was read, written, compared and set is linearizable. One at a time: linearizability of all follows from that of each.</summary>
internal static class RegisterCheck
{
    private const int Shown = 60;

    public static IEnumerable<string> Find(IEnumerable<Operation> history)
    {
        var registers = history.Where(operation => operation.Kind is Kind.Create or Kind.Read or Kind.Write or Kind.CompareAndSet or Kind.Delete).GroupBy(operation => operation.Key);
        foreach (var register in registers)
            if (Linearizability<NodeState>.FindCounterexample(register, NodeState.Missing, NodeState.Step) is { } longest)
                yield return $"'{register.Key}' is not linearizable. {Explain(register, longest)}";
    }

    // What cannot be placed is near the end of what could be.
    private static string Explain(IEnumerable<Operation> register, IReadOnlyList<Operation> longest)
    {
        var left = register.Except(longest).Where(operation => operation.Outcome is Outcome.Ok or Outcome.Refused).OrderBy(operation => operation.Over).Take(Shown / 4);
        return $"The end of the longest order that explains something:\n{Lines(longest.TakeLast(Shown))}\nWhat finds no place then:\n{Lines(left)}";
    }

    private static string Lines(IEnumerable<Operation> operations) => string.Join('\n', operations.Select(operation => $"  {operation}"));
}
