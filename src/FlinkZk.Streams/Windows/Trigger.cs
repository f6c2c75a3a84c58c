namespace FlinkZk.Streams.Windows;

/// <summary>Decides when a window fires. What it has to remember of a window it keeps in <see cref="States"/>, never in itself: one trigger serves all windows of all keys.</summary>
internal abstract class Trigger
{
    /// <summary>What it remembers of a window.</summary>
    public virtual IReadOnlyList<TriggerState> States => [];

    /// <summary>Whether it may take back its timers while the window goes on.</summary>
    public virtual bool ClearsTimers => false;

    /// <summary>Whether windows with it can be merged.</summary>
    public virtual bool CanMerge => true;

    /// <summary>A record was added to the window.</summary>
    public abstract TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context);

    /// <summary>An event-time timer of the window is due.</summary>
    public virtual TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context) => TriggerResult.Continue;

    /// <summary>A processing-time timer of the window is due.</summary>
    public virtual TriggerResult OnProcessingTime(long time, TimeWindow window, ITriggerContext context) => TriggerResult.Continue;

    /// <summary>Windows have become one, <paramref name="window"/>.</summary>
    public virtual void OnMerge(TimeWindow window, ITriggerContext context)
    {
    }

    /// <summary>The window goes: take back what was registered for it, and forget what was remembered of it.</summary>
    public virtual void Clear(TimeWindow window, ITriggerContext context)
    {
    }
}
