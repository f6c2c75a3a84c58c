namespace FlinkZk.Clusters.Model;

/// <summary>How far event time has come in a subtask.</summary>
/// <param name="Subtask">Its number.</param>
/// <param name="Value">Milliseconds since 1970; the smallest number before the first watermark, the largest behind the last record.</param>
public readonly record struct FlinkWatermark(int Subtask, long Value)
{
    /// <summary>Whether none has come yet.</summary>
    public bool IsMissing => Value == long.MinValue;

    /// <summary>Whether the input has ended.</summary>
    public bool IsEnd => Value == long.MaxValue;

    /// <summary>The time; null where it is none that a calendar has.</summary>
    public DateTimeOffset? Time => Value is > -62_135_596_800_000 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(Value) : null;
}
