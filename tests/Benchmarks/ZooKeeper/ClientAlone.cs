using FlinkZk.Testing;

namespace FlinkZk.Benchmarks;

/// <summary>The client against a responder that answers constants: what is left is the client.</summary>
internal sealed class ClientAlone : IBenchmark
{
    private const int Depth = 512;
    private const int Count = 500_000;

    public string Name => "client alone, depth 512";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        using var responder = new ConstantResponder();
        await using var client = await Load.ConnectAsync(responder.ConnectionString);
        var data = new byte[100];
        return
        [
            new($"{Name}, exists", "k op/s", await Load.ThousandsPerSecondAsync(3, 5, Count, Depth, _ => client.ExistsAsync("/some/path")), ">= 1,000"),
            new($"{Name}, setData 100 B", "k op/s", await Load.ThousandsPerSecondAsync(2, 5, Count, Depth, _ => client.SetDataAsync("/some/path", data))),
            new($"{Name}, getData 1 KiB", "k op/s", await Load.ThousandsPerSecondAsync(2, 5, Count, Depth, _ => client.GetDataAsync("/some/path"))),
            new($"{Name}, exists, allocated", "B/op", [await Load.BytesAsync(Count, Depth, _ => client.ExistsAsync("/some/path"))], "<= 16"),
            new($"{Name}, setData, allocated", "B/op", [await Load.BytesAsync(Count, Depth, _ => client.SetDataAsync("/some/path", data))], "<= 16"),
            new($"{Name}, getData, allocated beside its 1,048 B array", "B/op", [await Load.BytesAsync(Count, Depth, _ => client.GetDataAsync("/some/path")) - 1048], "<= 16"),
        ];
    }
}
