namespace FlinkZk.Streams.Windows;

/// <summary>What a trigger may see and do; it speaks for one window of one key.</summary>
internal interface ITriggerContext
{
    /// <summary>The last watermark.</summary>
    long CurrentWatermark { get; }

    /// <summary>The clock.</summary>
    long CurrentProcessingTime { get; }

    /// <summary>Asks for a call when the watermark reaches <paramref name="time"/>. Asking twice is asking once.</summary>
    void RegisterEventTimeTimer(long time);

    /// <summary>Takes the request back.</summary>
    void DeleteEventTimeTimer(long time);

    /// <summary>Asks for a call when the clock reaches <paramref name="time"/>. Asking twice is asking once.</summary>
    void RegisterProcessingTimeTimer(long time);

    /// <summary>Takes the request back.</summary>
    void DeleteProcessingTimeTimer(long time);

    /// <summary>What is remembered of the window; null = nothing.</summary>
    long? Get(TriggerState state);

    /// <summary>Remembers a number of the window; null = forgets it.</summary>
    void Set(TriggerState state, long? value);

    /// <summary>While windows merge: what was remembered of those that become this one is remembered of it.</summary>
    void Merge(TriggerState state);
}
