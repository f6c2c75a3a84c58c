namespace FlinkZk.Streams.Windows;

/// <summary>Makes another trigger's windows begin anew after they fire: a late record then fires alone.</summary>
/// <param name="nested">Decides when.</param>
internal sealed class PurgingTrigger(Trigger nested) : Trigger
{
    public override TriggerResult OnElement(TimeWindow window, ITriggerContext context) => Purging(nested.OnElement(window, context));

    public override TriggerResult OnEventTime(long time, TimeWindow window, ITriggerContext context) => Purging(nested.OnEventTime(time, window, context));

    public override void OnMerge(TimeWindow window, ITriggerContext context) => nested.OnMerge(window, context);

    public override void Clear(TimeWindow window, ITriggerContext context) => nested.Clear(window, context);

    private static TriggerResult Purging(TriggerResult result) => result.HasFlag(TriggerResult.Fire) ? TriggerResult.FireAndPurge : result;
}
