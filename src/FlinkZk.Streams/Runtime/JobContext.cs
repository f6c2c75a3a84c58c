using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Runtime;

/// <summary>What the operators of one job share: the revision that holds, the counters, and the way out.</summary>
internal sealed class JobContext(StreamOutputs outputs, ConfigurationSnapshot configuration)
{
    /// <summary>The revision that holds now; the job changes it between batches.</summary>
    public ConfigurationSnapshot Configuration { get; set; } = configuration;

    public long In { get; set; }

    public long Out { get; private set; }

    public long Late { get; private set; }

    public long Skipped { get; private set; }

    public long Filtered { get; private set; }

    public void CountFiltered() => Filtered++;

    public void Emit(WindowResult result)
    {
        Out++;
        outputs.Result?.Invoke(result);
    }

    public void Emit(IRow row)
    {
        Out++;
        outputs.Record?.Invoke(row, Configuration.Revision);
    }

    public void EmitLate(IRow row, long timestamp, object? key, SourcePosition position)
    {
        Late++;
        outputs.Late?.Invoke(new LateRecord(row, EpochTime.ToDateTime(timestamp), key, position, Configuration.Revision));
    }

    /// <summary>Tells the caller of an error.</summary>
    /// <exception cref="StopRequestedException">The caller wants no more.</exception>
    public void Report(RecordError error)
    {
        Skipped++;
        if (outputs.Error?.Invoke(error) == ErrorDecision.Stop)
            throw new StopRequestedException();
    }

    public void ReportProgress(StreamProgress progress) => outputs.Progress?.Invoke(progress with { Records = In });
}
