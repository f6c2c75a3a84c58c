namespace FlinkZk.Streams.Windows;

/// <summary>Decides when a window fires.</summary>
internal abstract class Trigger
{
    /// <summary>A record was added to the window.</summary>
    public abstract TriggerResult OnElement(TimeWindow window, ITriggerContext context);

    /// <summary>A timer of the window is due.</summary>
    public abstract TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context);

    /// <summary>Windows have become one, <paramref name="window"/>.</summary>
    public abstract void OnMerge(TimeWindow window, ITriggerContext context);

    /// <summary>The window goes: take back what was registered for it.</summary>
    public abstract void Clear(TimeWindow window, ITriggerContext context);
}
