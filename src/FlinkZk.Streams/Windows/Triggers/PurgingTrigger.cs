namespace FlinkZk.Streams.Windows;

/// <summary>Makes another trigger's windows begin anew after they fire: a late record then fires alone.</summary>
/// <param name="nested">Decides when.</param>
internal sealed class PurgingTrigger(Trigger nested) : Trigger
{
    public override IReadOnlyList<TriggerState> States => nested.States;

    public override bool ClearsTimers => nested.ClearsTimers;

    public override bool CanMerge => nested.CanMerge;

    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context) =>
        Purging(nested.OnElement(element, timestamp, window, context));

    public override TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context) => Purging(nested.OnEventTime(time, window, context));

    public override TriggerResult OnProcessingTime(long time, TimeWindow window, ITriggerContext context) => Purging(nested.OnProcessingTime(time, window, context));

    public override void OnMerge(TimeWindow window, ITriggerContext context) => nested.OnMerge(window, context);

    public override void Clear(TimeWindow window, ITriggerContext context) => nested.Clear(window, context);

    private static TriggerResult Purging(TriggerResult result) => result.HasFlag(TriggerResult.Fire) ? TriggerResult.FireAndPurge : result;
}
