namespace FlinkZk.Streams.Windows;

/// <summary>Fires each time the watermark passes a multiple of the interval, and at the window's end; later with every record.</summary>
/// <param name="interval">In milliseconds.</param>
internal sealed class ContinuousEventTimeTrigger(long interval) : ContinuousTrigger(interval, "next-event-time")
{
    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        if (window.MaxTimestamp <= context.CurrentWatermark)
            return TriggerResult.Fire;
        context.RegisterEventTimeTimer(window.MaxTimestamp);
        Begin(timestamp, window, context);
        return TriggerResult.Continue;
    }

    public override TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context) =>
        time == window.MaxTimestamp ? TriggerResult.Fire : Fire(time, window, context);

    protected override void RegisterTimer(long time, ITriggerContext context) => context.RegisterEventTimeTimer(time);

    protected override void DeleteTimer(long time, ITriggerContext context) => context.DeleteEventTimeTimer(time);
}
