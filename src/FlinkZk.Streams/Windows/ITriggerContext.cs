namespace FlinkZk.Streams.Windows;

/// <summary>What a trigger may see and do; it speaks for one window of one key.</summary>
internal interface ITriggerContext
{
    /// <summary>The last watermark.</summary>
    long CurrentWatermark { get; }

    /// <summary>Asks for a call when the watermark reaches <paramref name="time"/>. Asking twice is asking once.</summary>
    void RegisterEventTimeTimer(long time);

    /// <summary>Takes the request back.</summary>
    void DeleteEventTimeTimer(long time);
}
