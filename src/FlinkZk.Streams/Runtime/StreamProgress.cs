namespace FlinkZk.Streams.Runtime;

/// <summary>How far a job has read.</summary>
/// <param name="Records">Records read.</param>
/// <param name="BytesRead">Bytes read of the input.</param>
/// <param name="BytesTotal">The input's length; null where it has none (a pipe).</param>
/// <param name="CurrentFile">The file being read; null for other inputs.</param>
public readonly record struct StreamProgress(long Records, long BytesRead, long? BytesTotal, string? CurrentFile)
{
    /// <summary>0 to 100; null where the length is not known.</summary>
    public int? Percent => BytesTotal is not { } total ? null : total == 0 ? 100 : (int)Math.Clamp(BytesRead * 100.0 / total, 0, 100);
}
