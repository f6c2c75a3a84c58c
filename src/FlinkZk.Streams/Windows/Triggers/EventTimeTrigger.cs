namespace FlinkZk.Streams.Windows;

/// <summary>Fires when the watermark passes the window's end, and again with every record that comes later.</summary>
internal sealed class EventTimeTrigger : Trigger
{
    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        if (window.MaxTimestamp <= context.CurrentWatermark)
            return TriggerResult.Fire;
        context.RegisterEventTimeTimer(window.MaxTimestamp);
        return TriggerResult.Continue;
    }

    public override TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context) =>
        time == window.MaxTimestamp ? TriggerResult.Fire : TriggerResult.Continue;

    /// <summary>No timer where the end has passed: the record that caused the merge fires the window in <see cref="OnElement"/>.</summary>
    public override void OnMerge(TimeWindow window, ITriggerContext context)
    {
        if (window.MaxTimestamp > context.CurrentWatermark)
            context.RegisterEventTimeTimer(window.MaxTimestamp);
    }

    public override void Clear(TimeWindow window, ITriggerContext context) => context.DeleteEventTimeTimer(window.MaxTimestamp);
}
