using System.Text;
using FlinkZk.Client;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Contenders;

/// <summary>Reads, writes, compares and sets, makes and deletes the nodes of the moment.</summary>
internal sealed class Registers(ContenderOptions options, SessionKeeper sessions, HistoryWriter history, Random random) : IActivity
{
    private readonly Dictionary<string, Operation> _last = [];

    public async Task ActAsync(CancellationToken stop)
    {
        var client = await sessions.GetAsync(stop);
        var key = Places.Register(options.Start, random);
        _last[key] = !_last.TryGetValue(key, out var last) ? await ReadAsync(client, key)
            : last.Error == "NoNode" ? await CreateAsync(client, key)
            : await OneOfAllAsync(client, key, last.Number);
    }

    private Task<Operation> OneOfAllAsync(ZkClient client, string key, long? version) => random.Next(40) switch
    {
        < 15 => ReadAsync(client, key),
        < 26 => WriteAsync(client, key),
        < 39 when version is { } seen => CompareAndSetAsync(client, key, seen),
        39 when version is { } seen => DeleteAsync(client, key, seen),
        _ => ReadAsync(client, key),
    };

    private Task<Operation> CreateAsync(ZkClient client, string key)
    {
        var asked = history.Begin(Kind.Create, key, history.NewValue());
        return history.RunAsync(asked, async operation =>
        {
            await client.CreateAsync(key, Bytes(operation), cancellationToken: CancellationToken.None);
            return operation with { Number = 0 };
        });
    }

    private Task<Operation> ReadAsync(ZkClient client, string key) => history.RunAsync(history.Begin(Kind.Read, key), async operation =>
    {
        var barrier = PassBarrierAsync(client, key);
        var read = client.GetDataAsync(key).AsTask();
        try
        {
            await barrier;
        }
        catch (ZkException)
        {
            await read.ContinueWith(static _ => { }, TaskScheduler.Default);
            throw;
        }
        var node = await read;
        return operation with { Found = Encoding.UTF8.GetString(node.Data!), Number = node.Stat.Version };
    });

    private async Task PassBarrierAsync(ZkClient client, string key)
    {
        if (options.SyncIsEnough)
            await client.SyncAsync(key);
        else
            await client.MultiAsync([ZkOperation.Check(Places.Registers)]);
    }

    private Task<Operation> WriteAsync(ZkClient client, string key) => history.RunAsync(
        history.Begin(Kind.Write, key, history.NewValue()), async operation => operation with { Number = (await client.SetDataAsync(key, Bytes(operation))).Version });

    private Task<Operation> CompareAndSetAsync(ZkClient client, string key, long version) => history.RunAsync(
        history.Begin(Kind.CompareAndSet, key, history.NewValue(), version),
        async operation => operation with { Number = (await client.SetDataAsync(key, Bytes(operation), (int)version)).Version });

    private Task<Operation> DeleteAsync(ZkClient client, string key, long version) => history.RunAsync(history.Begin(Kind.Delete, key, expected: version), async operation =>
    {
        await client.DeleteAsync(key, (int)version);
        return operation;
    });

    private static byte[] Bytes(Operation operation) => Encoding.UTF8.GetBytes(operation.Value!);
}
