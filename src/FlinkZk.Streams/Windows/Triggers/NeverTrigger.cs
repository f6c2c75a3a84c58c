namespace FlinkZk.Streams.Windows;

/// <summary>Never fires: what global windows have by themselves.</summary>
internal sealed class NeverTrigger : Trigger
{
    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context) => TriggerResult.Continue;
}
