using System.Globalization;
using FlinkZk.Testing;

namespace FlinkZk.Benchmarks;

/// <summary>Get-FlinkJob at the prompt, of a REST server that knows 1 000 jobs and answers at once.</summary>
internal sealed class ListJobs : IBenchmark
{
    private const int Jobs = 1_000;

    public string Name => "Get-FlinkJob of 1 000 jobs";

    public async Task<IReadOnlyList<Result>> RunAsync()
    {
        await using var flink = new FakeFlink();
        for (var i = 0; i < Jobs; i++)
            flink.AddJob(string.Create(CultureInfo.InvariantCulture, $"job {i}"));
        using var engine = new Engine();
        engine.Run("$null = Connect-Flink $args[0]", flink.Address);
        return [new(Name, "ms", [.. Measure.Milliseconds(3, 10, () => Check(engine.Run("Get-FlinkJob").Count))], "<= 300")];
    }

    private static void Check(int count)
    {
        if (count != Jobs)
            throw new InvalidOperationException($"{count} jobs were listed.");
    }
}
