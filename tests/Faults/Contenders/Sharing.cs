using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Contenders;

/// <summary>Acquires a lock that several may hold together, as a reader, as a writer or as one of so many, asks again and again whether it is safe, and gives it back.</summary>
internal sealed class Sharing(SessionKeeper sessions, HistoryWriter history, Random random) : IActivity
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private const int Looks = 8;

    public async Task ActAsync(CancellationToken stop)
    {
        var client = await sessions.GetAsync(stop);
        HolderLimit limit = random.Next(5) switch { 0 => HolderLimit.Exclusive, 1 or 2 => HolderLimit.Shared, 3 => HolderLimit.AtMost(2), _ => HolderLimit.AtMost(3) };
        var policy = random.Next(4) == 0 ? LossPolicy.ReleaseOnSuspend : LossPolicy.HoldUntilDeadline;
        Ownership? own = null;
        await history.RunAsync(history.Begin(Kind.AcquireShared, Places.SharedLock, expected: limit.Count), async operation =>
        {
            own = await new DistributedLock(client, Places.SharedLock) { Limit = limit, OnLoss = policy }.TryAcquireAsync(LockHolder.Current("faults"), Patience, CancellationToken.None);
            return own is null ? throw new ZkException(Wire.ErrorCode.OperationTimeout, "Others had it all the time.") : operation with { Number = own.Token };
        });
        if (own is null)
            return;
        for (var i = 0; i < Looks && Look(own, limit); i++)
            await Task.Delay(Pause, CancellationToken.None);
        Look(own, limit);
        try
        {
            await own.ReleaseAsync(CancellationToken.None);
        }
        catch (ZkException)
        {
            // It goes on by itself; what is left at the end is found.
        }
    }

    private bool Look(Ownership own, HolderLimit limit)
    {
        var look = history.New(Kind.SafeShared, Places.SharedLock);
        if (!own.IsSafe)
            return false;
        history.End(look with { Number = own.Token, Expected = limit.Count, Outcome = Outcome.Ok });
        return true;
    }
}
