namespace FlinkZk.Streams.Windows;

/// <summary>Fires each time the clock passes a multiple of the interval while the window is there; not at its end.</summary>
/// <param name="interval">In milliseconds.</param>
internal sealed class ContinuousProcessingTimeTrigger(long interval) : Trigger
{
    private static readonly TriggerState Next = new("next-processing-time", Math.Min);

    public override IReadOnlyList<TriggerState> States { get; } = [Next];

    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        var now = context.CurrentProcessingTime;
        if (context.Get(Next) is null)
            Register(now - now % interval, window, context);
        return TriggerResult.Continue;
    }

    public override TriggerResult OnProcessingTime(long time, TimeWindow window, ITriggerContext context)
    {
        if (context.Get(Next) != time)
            return TriggerResult.Continue;
        Register(time, window, context);
        return TriggerResult.Fire;
    }

    public override void OnMerge(TimeWindow window, ITriggerContext context)
    {
        context.Merge(Next);
        if (context.Get(Next) is { } next)
            context.RegisterProcessingTimeTimer(next);
    }

    public override void Clear(TimeWindow window, ITriggerContext context)
    {
        if (context.Get(Next) is not { } next)
            return;
        context.DeleteProcessingTimeTimer(next);
        context.Set(Next, null);
    }

    private void Register(long last, TimeWindow window, ITriggerContext context)
    {
        var next = Math.Min(last + interval, window.MaxTimestamp);
        context.Set(Next, next);
        context.RegisterProcessingTimeTimer(next);
    }
}
