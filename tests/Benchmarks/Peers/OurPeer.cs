using System.Diagnostics;
using FlinkZk.Client;

namespace FlinkZk.Benchmarks;

/// <summary>This project's client.</summary>
internal sealed class OurPeer(ZkClient client) : IPeer
{
    private readonly byte[] _data = new byte[1024];

    public string Name => "FlinkZk";

    public Task<double[]> OneByOneAsync(bool set, int count) => Task.Run(async () =>
    {
        var samples = new double[count];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (set)
                await client.SetDataAsync(Peers.Path, _data);
            else
                await client.GetDataAsync(Peers.Path);
            samples[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        return samples;
    });

    public async Task<double> LoadAsync(int count) => (await Load.ThousandsPerSecondAsync(0, 1, count, 512, _ => client.GetDataAsync(Peers.Path)))[0];

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
