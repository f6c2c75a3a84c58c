namespace FlinkZk.Streams.Windows;

/// <summary>Fires when the clock passes the window's end.</summary>
internal sealed class ProcessingTimeTrigger : Trigger
{
    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        context.RegisterProcessingTimeTimer(window.MaxTimestamp);
        return TriggerResult.Continue;
    }

    public override TriggerResult OnProcessingTime(long time, TimeWindow window, ITriggerContext context) => TriggerResult.Fire;

    public override void OnMerge(TimeWindow window, ITriggerContext context)
    {
        if (window.MaxTimestamp > context.CurrentProcessingTime)
            context.RegisterProcessingTimeTimer(window.MaxTimestamp);
    }

    public override void Clear(TimeWindow window, ITriggerContext context) => context.DeleteProcessingTimeTimer(window.MaxTimestamp);
}
