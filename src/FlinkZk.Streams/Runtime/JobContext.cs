using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;
using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Runtime;

/// <summary>What the operators of one job share: the revision that holds, the counters, and the way out.</summary>
/// <param name="outputs">The way out.</param>
/// <param name="configuration">The revision that holds first.</param>
/// <param name="batchSize">Records of a batch as they come in.</param>
internal sealed class JobContext(StreamOutputs outputs, ConfigurationSnapshot configuration, int batchSize = RecordBatch.DefaultCapacity)
{
    // Errors of records that lack a property which none had yet: told before whatever comes next, or in one word where none ever has it.
    private readonly List<RecordError> _held = [];

    /// <summary>The revision that holds now; the job changes it between batches.</summary>
    public ConfigurationSnapshot Configuration { get; set; } = configuration;

    /// <summary>No batch between two operators holds more records.</summary>
    public int BatchCapacity { get; } = Math.Max(batchSize, RecordBatch.DefaultCapacity);

    public long In { get; set; }

    public long Out { get; private set; }

    public long Late { get; private set; }

    public long Skipped { get; private set; }

    public long Filtered { get; private set; }

    public void CountFiltered() => Filtered++;

    /// <summary>A late record goes to a side output.</summary>
    public void CountLate() => Late++;

    /// <summary>Something is about to leave: what was held back comes before it.</summary>
    /// <exception cref="StopRequestedException">The caller wants no more.</exception>
    public void BeforeOutput() => Release();

    /// <summary>Something has left.</summary>
    public void CountOut() => Out++;

    public void Emit(WindowResult result)
    {
        Release();
        Out++;
        outputs.Result?.Invoke(result);
    }

    public void Emit(IRow row)
    {
        Release();
        Out++;
        outputs.Record?.Invoke(row, Configuration.Revision);
    }

    public void EmitLate(IRow row, long timestamp, object? key, SourcePosition position)
    {
        Release();
        Late++;
        outputs.Late?.Invoke(new LateRecord(row, EpochTime.ToDateTime(timestamp), key, position, Configuration.Revision));
    }

    /// <summary>Tells the caller of an error.</summary>
    /// <exception cref="StopRequestedException">The caller wants no more.</exception>
    public void Report(RecordError error)
    {
        Skipped++;
        if (error.Missing is { WasThere: false })
        {
            _held.Add(error);
            return;
        }
        Release();
        Tell(error);
    }

    /// <summary>Tells the caller that a window has no result. Its records are counted as what they were.</summary>
    /// <exception cref="StopRequestedException">The caller wants no more.</exception>
    public void ReportResult(RecordError error)
    {
        Release();
        Tell(error);
    }

    /// <summary>The input has ended.</summary>
    /// <exception cref="StreamException">No record had a property that the plan names.</exception>
    public void EndOfInput()
    {
        if (_held.Find(error => error.Missing is { WasThere: false }) is { } never)
            throw RecordErrors.NeverThere(never.Missing!, (IRow)never.Target!);
        Release();
    }

    public void ReportProgress(StreamProgress progress) => outputs.Progress?.Invoke(progress with { Records = In });

    private void Release()
    {
        if (_held.Count == 0)
            return;
        RecordError[] held = [.. _held];
        _held.Clear();
        foreach (var error in held)
            Tell(error);
    }

    private void Tell(RecordError error)
    {
        if (outputs.Error?.Invoke(error) == ErrorDecision.Stop)
            throw new StopRequestedException();
    }
}
