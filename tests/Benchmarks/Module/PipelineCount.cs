using System.Management.Automation;

namespace FlinkZk.Benchmarks;

/// <summary>The same count through the pipeline: objects in, windows out. The objects are made beforehand, because making them costs more than the job.</summary>
internal sealed class PipelineCount : IBenchmark
{
    private const int Records = 200_000;

    public string Name => "tumbling count, 1 000 keys, objects through the pipeline";

    public Task<IReadOnlyList<Result>> RunAsync()
    {
        using var engine = new Engine();
        var records = new object[Records];
        for (var i = 0; i < records.Length; i++)
        {
            var record = new PSObject();
            record.Properties.Add(new PSNoteProperty("Time", i * 10L));
            record.Properties.Add(new PSNoteProperty("Key", i * 7919L % 1_000));
            records[i] = record;
        }
        var samples = Measure.MillionsPerSecond(1, 5, Records, () =>
        {
            var windows = engine.Run("$args[0] | Start-FlinkStream -Time Time -OutOfOrderness 5s -Key Key -Window 1m -Aggregate @{ Count = 'count' }", [records]);
            var counted = windows.Sum(window => (long)window.Properties["Count"].Value);
            if (counted != Records)
                throw new InvalidOperationException($"{counted} of {Records} records were counted.");
        });
        return Task.FromResult<IReadOnlyList<Result>>([new(Name, "M/s", samples)]);
    }
}
