namespace FlinkZk.Streams.Time;

/// <summary>By which time a window or a timer goes.</summary>
public enum TimeDomain
{
    /// <summary>The records' own times; watermarks move it.</summary>
    Event,

    /// <summary>The clock of the machine.</summary>
    Processing,
}
