namespace FlinkZk.Benchmarks;

/// <summary>From nothing to a session on a running embedded server.</summary>
internal sealed class ConnectEmbedded : IBenchmark
{
    public string Name => "Connect-Zk -Embedded";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        using var engine = new Engine();
        var samples = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            samples.Add(Measure.Milliseconds(0, 1, () => engine.Run("Connect-Zk -Embedded"))[0]);
            engine.Run("Disconnect-Zk");
        }
        return Task.FromResult<IReadOnlyList<Result>>([new($"{Name}, first in the process", "ms", samples[..1], "<= 300"), new(Name, "ms", samples[1..], "<= 300")]);
    }
}
