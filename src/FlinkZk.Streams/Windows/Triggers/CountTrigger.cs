namespace FlinkZk.Streams.Windows;

/// <summary>Fires with every n-th record of the window, and at no other time.</summary>
/// <param name="count">n.</param>
internal sealed class CountTrigger(long count) : Trigger
{
    private static readonly TriggerState Seen = new("count", (a, b) => a + b);

    public override IReadOnlyList<TriggerState> States { get; } = [Seen];

    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        var seen = context.Get(Seen).GetValueOrDefault() + 1;
        context.Set(Seen, seen >= count ? null : seen);
        return seen >= count ? TriggerResult.Fire : TriggerResult.Continue;
    }

    public override void OnMerge(TimeWindow window, ITriggerContext context) => context.Merge(Seen);

    public override void Clear(TimeWindow window, ITriggerContext context) => context.Set(Seen, null);
}
