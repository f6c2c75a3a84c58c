namespace FlinkZk.Streams.Windows;

/// <summary>Fires once, when the input has ended (<c>GlobalWindows.createWithEndOfStreamTrigger</c>).</summary>
internal sealed class EndOfStreamTrigger : Trigger
{
    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        context.RegisterEventTimeTimer(long.MaxValue);
        return TriggerResult.Continue;
    }

    public override TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context) =>
        time == long.MaxValue ? TriggerResult.Fire : TriggerResult.Continue;

    public override void OnMerge(TimeWindow window, ITriggerContext context) => context.RegisterEventTimeTimer(long.MaxValue);

    public override void Clear(TimeWindow window, ITriggerContext context) => context.DeleteEventTimeTimer(long.MaxValue);
}
