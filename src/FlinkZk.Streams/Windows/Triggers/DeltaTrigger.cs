namespace FlinkZk.Streams.Windows;

/// <summary>Fires when a record's number is further than the threshold from that of the record that fired last; the first record is only the measure.</summary>
/// <param name="threshold">What must be exceeded.</param>
/// <param name="number">A record's number.</param>
internal sealed class DeltaTrigger(double threshold, Func<object, double> number) : Trigger
{
    private static readonly TriggerState Last = new("last-number");

    public override IReadOnlyList<TriggerState> States { get; } = [Last];

    public override bool CanMerge => false;

    public override TriggerResult OnElement(object element, long timestamp, TimeWindow window, ITriggerContext context)
    {
        var value = number(element);
        var last = context.Get(Last);
        if (last is not null && !(Math.Abs(value - BitConverter.Int64BitsToDouble(last.Value)) > threshold))
            return TriggerResult.Continue;
        context.Set(Last, BitConverter.DoubleToInt64Bits(value));
        return last is null ? TriggerResult.Continue : TriggerResult.Fire;
    }

    public override void Clear(TimeWindow window, ITriggerContext context) => context.Set(Last, null);
}
