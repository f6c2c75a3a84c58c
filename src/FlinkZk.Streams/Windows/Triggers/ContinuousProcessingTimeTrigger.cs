namespace FlinkZk.Streams.Windows;

/// <summary>Fires each time the clock passes a multiple of the interval while the window is there; not at its end.</summary>
/// <param name="interval">In milliseconds.</param>
internal sealed class ContinuousProcessingTimeTrigger(long interval) : ContinuousTrigger(interval, "next-processing-time")
{
    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        Begin(context.CurrentProcessingTime, window, context);
        return TriggerResult.Continue;
    }

    public override TriggerResult OnProcessingTime(long time, TimeWindow window, ITriggerContext context) => Fire(time, window, context);

    protected override void RegisterTimer(long time, ITriggerContext context) => context.RegisterProcessingTimeTimer(time);

    protected override void DeleteTimer(long time, ITriggerContext context) => context.DeleteProcessingTimeTimer(time);
}
