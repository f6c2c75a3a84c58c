namespace FlinkZk.Streams.Windows;

/// <summary>
/// Fires when another trigger does, and when the clock has gone on for the timeout since the window's first record, or since its last. The first record after it has fired
/// begins a new timeout.
/// </summary>
/// <param name="nested">The other trigger.</param>
/// <param name="timeout">In milliseconds.</param>
/// <param name="resetOnRecord">Whether each record begins the timeout anew.</param>
/// <param name="clearOnTimeout">Whether the other trigger forgets the window at the timeout; the window's contents stay.</param>
internal sealed class ProcessingTimeoutTrigger(Trigger nested, long timeout, bool resetOnRecord, bool clearOnTimeout) : Trigger
{
    private static readonly TriggerState Deadline = new("timeout", Math.Min);

    public override IReadOnlyList<TriggerState> States { get; } = [Deadline, .. nested.States];

    public override bool ClearsTimers => true;

    // As in Flink.
    public override bool CanMerge => false;

    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        var result = nested.OnElement(element, timestamp, window, context);
        if (result.HasFlag(TriggerResult.Fire))
        {
            Clear(window, context);
            return result;
        }

        if (resetOnRecord)
            ClearDeadline(context);
        if (context.Get(Deadline) is null)
        {
            var deadline = context.CurrentProcessingTime + timeout;
            context.Set(Deadline, deadline);
            context.RegisterProcessingTimeTimer(deadline);
        }

        return result;
    }

    public override TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context) =>
        Fired(nested.OnEventTime(time, window, context), window, context);

    public override TriggerResult OnProcessingTime(long time, TimeWindow window, ITriggerContext context) =>
        Fired(nested.OnProcessingTime(time, window, context), window, context);

    public override void Clear(TimeWindow window, ITriggerContext context)
    {
        ClearDeadline(context);
        nested.Clear(window, context);
    }

    private TriggerResult Fired(TriggerResult result, TimeWindow window, ITriggerContext context)
    {
        if (clearOnTimeout)
            Clear(window, context);
        return TriggerResult.Fire | result;
    }

    private static void ClearDeadline(ITriggerContext context)
    {
        if (context.Get(Deadline) is not { } deadline)
            return;
        context.DeleteProcessingTimeTimer(deadline);
        context.Set(Deadline, null);
    }
}
