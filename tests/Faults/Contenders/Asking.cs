using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Faults.Histories;
using FlinkZk.Wire;

namespace FlinkZk.Faults.Contenders;

/// <summary>Asks, and notes what came of it.</summary>
internal static class Asking
{
    /// <summary>Carries an operation out between its two lines.</summary>
    /// <param name="history">Where it is noted.</param>
    /// <param name="asked">What began.</param>
    /// <param name="act">Does it; gives the operation with what it found.</param>
    public static async Task<Operation> RunAsync(this HistoryWriter history, Operation asked, Func<Operation, Task<Operation>> act)
    {
        Operation ended;
        try
        {
            ended = await act(asked) with { Outcome = Outcome.Ok };
        }
        catch (ZkException exception)
        {
            ended = asked with { Outcome = OutcomeOf(exception), Error = exception.Code.ToString() };
        }
        catch (ConfigurationConflictException)
        {
            ended = asked with { Outcome = Outcome.Refused, Error = "Conflict" };
        }
        return history.End(ended);
    }

    private static Outcome OutcomeOf(ZkException exception) => exception switch
    {
        { MayHaveHappened: true } => Outcome.Unknown,
        { Code: ErrorCode.BadVersion or ErrorCode.NoNode or ErrorCode.NodeExists } => Outcome.Refused,
        _ => Outcome.NotDone,
    };
}
