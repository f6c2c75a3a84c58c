namespace FlinkZk.Streams.Time;

/// <summary>Whether an input takes part in the progress of time.</summary>
internal enum WatermarkStatus
{
    /// <summary>Its watermarks count.</summary>
    Active,

    /// <summary>It is silent, and the others need not wait for it.</summary>
    Idle,
}
