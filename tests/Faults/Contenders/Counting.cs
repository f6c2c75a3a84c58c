using FlinkZk.Coordination;
using FlinkZk.Faults.Histories;
using FlinkZk.Wire;

namespace FlinkZk.Faults.Contenders;

/// <summary>Steps a counter.</summary>
internal sealed class Counting(SessionKeeper sessions, HistoryWriter history) : IActivity
{
    public async Task ActAsync(CancellationToken stop)
    {
        var client = await sessions.GetAsync(stop);
        await history.RunAsync(history.Begin(Kind.Count, Places.Counter), async operation =>
        {
            try
            {
                return operation with { Number = (await new DistributedCounter(client, Places.Counter).StepAsync(1, CancellationToken.None)).Value };
            }
            catch (CounterBusyException e)
            {
                throw new Client.ZkException(ErrorCode.OperationTimeout, e.Message);
            }
        });
    }
}
