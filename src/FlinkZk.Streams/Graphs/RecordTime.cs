using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Graphs;

/// <summary>Where the times of a source's records are, and how watermarks come out of them.</summary>
/// <param name="Property">The property that holds a record's time.</param>
public sealed record RecordTime(string Property)
{
    /// <summary>The .NET format of times that are not ISO 8601 or epoch milliseconds; without a zone in it they are UTC.</summary>
    public string? Format { get; init; }

    /// <summary>How watermarks come out of the times. By default times never decrease, and a watermark follows every record.</summary>
    public WatermarkStrategy Watermarks { get; init; } = WatermarkStrategy.ForMonotonousTimestamps();
}
