namespace FlinkZk.Streams.Windows;

/// <summary>Fires each time the watermark passes a multiple of the interval, and at the window's end; later with every record.</summary>
/// <param name="interval">In milliseconds.</param>
internal sealed class ContinuousEventTimeTrigger(long interval) : Trigger
{
    private static readonly TriggerState Next = new("next-event-time", Math.Min);

    public override IReadOnlyList<TriggerState> States { get; } = [Next];

    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        if (window.MaxTimestamp <= context.CurrentWatermark)
            return TriggerResult.Fire;
        context.RegisterEventTimeTimer(window.MaxTimestamp);
        if (context.Get(Next) is null)
            Register(timestamp - timestamp % interval, window, context);
        return TriggerResult.Continue;
    }

    public override TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context)
    {
        if (time == window.MaxTimestamp)
            return TriggerResult.Fire;
        if (context.Get(Next) != time)
            return TriggerResult.Continue;
        Register(time, window, context);
        return TriggerResult.Fire;
    }

    public override void OnMerge(TimeWindow window, ITriggerContext context)
    {
        context.Merge(Next);
        if (context.Get(Next) is { } next)
            context.RegisterEventTimeTimer(next);
    }

    public override void Clear(TimeWindow window, ITriggerContext context)
    {
        if (context.Get(Next) is not { } next)
            return;
        context.DeleteEventTimeTimer(next);
        context.Set(Next, null);
    }

    private void Register(long last, TimeWindow window, ITriggerContext context)
    {
        var next = Math.Min(last + interval, window.MaxTimestamp);
        context.Set(Next, next);
        context.RegisterEventTimeTimer(next);
    }
}
