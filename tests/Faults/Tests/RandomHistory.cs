using System.Globalization;
using FlinkZk.Faults.Checks;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Tests;

/// <summary>Histories of a node that does what it should, asked by several at once, some of whom get no answer.</summary>
internal static class RandomHistory
{
    public static IReadOnlyList<Operation> Make(Random random, int operations, int atOnce)
    {
        var state = NodeState.Missing;
        var history = new List<Operation> { Take(Past.Create(0, 1, "first"), ref state) };
        for (var i = 0; i < operations; i++)
        {
            // It happens at one moment, and takes time before and after.
            var moment = 100L * (i + 1);
            var (began, ended) = (moment - random.Next(50 * atOnce), moment + random.Next(50 * atOnce));
            var value = i.ToString(CultureInfo.InvariantCulture);
            var asked = random.Next(3) switch
            {
                0 => Past.Write(Math.Max(began, 2), ended, value, state.Version + 1),
                1 => Past.CompareAndSet(Math.Max(began, 2), ended, value, state.Version - random.Next(2)),
                _ => Past.Read(Math.Max(began, 2), ended, state.Value!, state.Version),
            };
            history.Add(random.Next(20) == 0 && asked.Kind != Kind.Read ? Lose(asked, random.Next(2) == 0, ref state) : Take(asked, ref state));
        }
        return history;
    }

    private static Operation Take(Operation asked, ref NodeState state)
    {
        if (NodeState.Step(state, asked, out var next))
        {
            state = next;
            return asked;
        }
        return asked.Refused("BadVersion");
    }

    private static Operation Lose(Operation asked, bool happened, ref NodeState state)
    {
        if (happened)
            Take(asked, ref state);
        return asked.Unanswered();
    }
}
