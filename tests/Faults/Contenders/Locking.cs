using System.Text;
using FlinkZk.Client;
using FlinkZk.Coordination;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Contenders;

/// <summary>Acquires the lock, writes to what is fenced by it, asks again and again whether it is safe, and gives it back.</summary>
internal sealed class Locking(ContenderOptions options, SessionKeeper sessions, HistoryWriter history, Random random) : IActivity
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private const int LongHold = 40;

    public async Task ActAsync(CancellationToken stop)
    {
        var client = await sessions.GetAsync(stop);
        Ownership? own = null;
        await history.RunAsync(history.Begin(Kind.Acquire, Places.Lock), async operation =>
        {
            own = await new DistributedLock(client, Places.Lock).TryAcquireAsync(LockHolder.Current("faults"), Patience, CancellationToken.None);
            return own is null ? throw new ZkException(Wire.ErrorCode.OperationTimeout, "Others had it all the time.") : operation with { Number = own.Token };
        });
        if (own is null)
            return;
        await HoldAsync(own, random.Next(4) == 0 ? LongHold : 3);
        try
        {
            await own.ReleaseAsync(CancellationToken.None);
        }
        catch (ZkException)
        {
            // It goes on by itself; what is left at the end is found.
        }
    }

    private async Task HoldAsync(Ownership own, int looks)
    {
        for (var i = 0; i < looks && Look(own); i++)
        {
            if (i % 8 == 0)
                await WriteAsync(own);
            if (i % 8 == 1)
                await WriteFileAsync(own);
            await Task.Delay(Pause);
        }
        Look(own);
        // Also by one who was told, or does not listen: then it must be refused.
        if (random.Next(3) == 0)
            await WriteAsync(own);
        Look(own);
    }

    private bool Look(Ownership own)
    {
        var look = history.New(Kind.Safe, Places.Lock);
        if (!own.IsSafe)
            return false;
        history.End(look with { Number = own.Token, Outcome = Outcome.Ok });
        return true;
    }

    private Task<Operation> WriteAsync(Ownership own) => history.RunAsync(history.Begin(Kind.Fenced, Places.Fenced, history.NewValue(), own.Token), async operation =>
    {
        var results = await own.Client.MultiAsync([own.Fence, ZkOperation.SetData(Places.Fenced, Encoding.UTF8.GetBytes(operation.Value!))]);
        return operation with { Number = results[1].Stat!.Value.Version };
    });

    private async Task WriteFileAsync(Ownership own)
    {
        var asked = history.Begin(Kind.FencedFile, options.ResourcePath, history.NewValue(), own.Token);
        var (place, busy) = await FencedFile.AppendAsync(options.ResourcePath, own.Token, asked.Value!);
        history.End(asked with { Number = place, Outcome = place is not null ? Outcome.Ok : busy ? Outcome.NotDone : Outcome.Refused });
    }
}
